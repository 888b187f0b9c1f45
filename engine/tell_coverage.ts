/** So many scenarios are named one by one; more are counted. */
const NAMED_MAX = 3;

const SCENARIO = /^the scenario "[^"]*"$/;
const WALKS = /^(\d+) random schedules \((\d+) events\)$/;

/**
 * A check's coverage in one line, from what its plans say of theirs. Random schedules are added up,
 * and scenarios that are many are counted: those that were told to the end only, since where the
 * program departed from a story is worth knowing.
 */
export function tellCoverage(lines: readonly string[]): string {
  const scenarios = lines.filter((line) => SCENARIO.test(line));
  const walks = lines.flatMap((line) => WALKS.exec(line)?.slice(1) ?? []).map(Number);
  const rest = lines.filter((line) => !SCENARIO.test(line) && !WALKS.test(line));
  const told = scenarios.length > NAMED_MAX ? [`${scenarios.length} scenarios`] : scenarios;
  return [...told, ...sum(walks), ...rest].join("; ");
}

/** Counts of schedules and of their events, in turn. */
function sum(counts: readonly number[]): string[] {
  if (counts.length === 0) return [];
  const total = (parity: number) =>
    counts.filter((_, index) => index % 2 === parity)
      .reduce((all, count) => all + count, 0)
      .toLocaleString("en-US");
  return [`${total(0)} random schedules (${total(1)} events)`];
}
