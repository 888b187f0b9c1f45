import type { CheckResult, Outcome, Stats } from "@/engine/types.ts";
import type { Times } from "./examine.ts";

/**
 * What a submission came to, as JSON data. The same submission, grader, engine and seeds give the
 * same bytes, apart from `stats.milliseconds`.
 */
export interface SubmissionVerdict {
  readonly version: 1;
  readonly slug: string;
  readonly verdict: Outcome | "not gradable" | "our fault";
  /** Why it was not graded to the end; empty when it was. */
  readonly reason: string;
  /** From 0 to 100: the passed checks' part of all weights. */
  readonly score: number;
  readonly checks: readonly CheckResult[];
  /** SHA-256, in hexadecimal digits. */
  readonly hashes: {
    readonly submission: string;
    readonly grader: string;
    readonly engine: string;
  };
  readonly seeds: readonly number[];
  readonly stats: Stats & {
    readonly milliseconds: number;
    /** Where they went; older verdicts do not say. */
    readonly times?: Times;
  };
}

/** A verdict without what differs from run to run: to be compared byte by byte. */
export function withoutTimes(verdict: SubmissionVerdict): SubmissionVerdict {
  const { times: _, ...stats } = verdict.stats;
  return { ...verdict, stats: { ...stats, milliseconds: 0 } };
}
