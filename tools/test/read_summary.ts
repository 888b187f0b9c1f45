/** How many tests ended in which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/**
 * Reads the last summary line of `deno test`, such as `ok | 3 passed (2 steps) | 0 failed (12ms)`.
 * A run that broke off, or that ended badly with no failed test to show for it, counts as one
 * failure: nothing that goes wrong may look like nothing.
 */
export function readSummary(output: string, isSuccess: boolean): Counts {
  const line = output.split("\n").findLast((each) => /^(?:ok|FAILED) \| \d+ passed/.test(each));
  const count = (word: string) => {
    const [, number] = line?.match(new RegExp(`\\| (\\d+) ${word}\\b`)) ?? [];
    return Number(number ?? 0);
  };
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("ignored") };
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  const isBroken = line === undefined || isEmpty || (!isSuccess && counts.failed === 0);
  return isBroken ? { ...counts, failed: counts.failed + 1 } : counts;
}

/**
 * The test that runs for over sixteen minutes by what `deno test` has printed, which says so after
 * one, two, four and so on. The longest honest one takes three on two cores.
 */
export function findHung(output: string): string | undefined {
  return output.match(/('.*') has been running for over \(16m0s\)$/m)?.[1];
}

/** The closing line. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
