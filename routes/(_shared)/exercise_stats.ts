import type { FailureRow } from "@/components/FailureTable.tsx";
import type { DayFailures, ExerciseStanding } from "@/db/exercise_stats.ts";

type Bars = { label: string; value: number }[];

/** How many learners needed how many attempts to pass. */
export function attemptBars(standings: readonly ExerciseStanding[]): Bars {
  const steps: [string, number][] = [["1", 1], ["2", 2], ["3", 3], ["4 or 5", 5], ["6 to 10", 10]];
  return inSteps(
    standings.flatMap(({ attempts_to_pass }) => attempts_to_pass === null ? [] : attempts_to_pass),
    [...steps, ["11 to 20", 20], ["21 to 50", 50], ["More", Infinity]],
  );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long learners needed from their first attempt to the one that passed. */
export function timeBars(standings: readonly ExerciseStanding[]): Bars {
  return inSteps(
    standings.flatMap(({ first_at, passed_at }) =>
      passed_at === null ? [] : Date.parse(passed_at) - Date.parse(first_at)
    ),
    [
      ["At once", 0],
      ["Up to 15 minutes", 15 * MINUTE_MS],
      ["1 hour", HOUR_MS],
      ["4 hours", 4 * HOUR_MS],
      ["1 day", DAY_MS],
      ["3 days", 3 * DAY_MS],
      ["1 week", 7 * DAY_MS],
      ["Longer", Infinity],
    ],
  );
}

/** Each value belongs to the first step that it is not above. */
function inSteps(values: readonly number[], steps: readonly (readonly [string, number])[]): Bars {
  const bars = steps.map(([label]) => ({ label, value: 0 }));
  for (const value of values) bars[steps.findIndex(([, most]) => value <= most)].value++;
  return bars;
}

/** So many stretches of time are told apart at most: with more of them, days become weeks. */
const STRETCHES_MAX = 31;

/** Failures of each check by day, or by week where that would be many; most frequent first. */
export function failureRows(
  failures: readonly DayFailures[],
): { rows: FailureRow[]; stretches: string[] } {
  if (failures.length === 0) return { rows: [], stretches: [] };
  const days = failures.map(({ day }) => Date.parse(day) / DAY_MS);
  const [first, last] = [
    days.reduce((a, b) => Math.min(a, b)),
    days.reduce((a, b) => Math.max(a, b)),
  ];
  const width = last - first < STRETCHES_MAX ? 1 : 7;
  const length = Math.floor((last - first) / width) + 1;
  const stretches = Array.from(
    { length },
    (_, index) => new Date((first + index * width) * DAY_MS).toISOString().slice(0, 10),
  );
  const byCheck = new Map<string, number[]>();
  failures.forEach(({ check, count }, index) => {
    const counts = byCheck.get(check) ?? new Array<number>(length).fill(0);
    counts[Math.floor((days[index] - first) / width)] += count;
    byCheck.set(check, counts);
  });
  const rows = [...byCheck].map(([check, counts]) => ({
    ...{ check, counts },
    total: counts.reduce((sum, count) => sum + count, 0),
  }));
  return { rows: rows.sort((one, other) => other.total - one.total), stretches };
}
