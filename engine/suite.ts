import type { Guest } from "./guest.ts";
import type { Counterexample, Stats } from "./types.ts";

/** A list of named checks over one program: an exercise's public examples, or its hidden grader. */
export interface Suite {
  readonly slug: string;
  /** What the learner's file must export, and as what. */
  readonly exports: Readonly<Record<string, "function" | "class">>;
  readonly checks: readonly Check[];
}

/** One property that a program must have. */
export interface Check {
  /** Kebab-case; wrong programs name it in their first line: `// FAILS: merge-commutative`. */
  readonly name: string;
  /** The property as a sentence: "Merging is commutative." */
  readonly promise: string;
  /** Its part of the score; 1 unless told. */
  readonly weight?: number;
  /** Looks for a counterexample. */
  run(trial: Trial): Finding;
  /** Runs a counterexample's schedule again, as it is: for replays and for shrinking. */
  replay?(trial: Trial, counterexample: Counterexample): Failure | undefined;
}

/** What a check needs for its work. */
export interface Trial {
  readonly guest: Guest;
  /** Where all randomness of the suite comes from. */
  readonly seed: number;
  readonly slug: string;
  readonly check: string;
  /** Work done so far; checks add to it. */
  readonly stats: Stats;
}

export interface Failure {
  /** One sentence for the learner. */
  readonly message: string;
  readonly counterexample: Counterexample;
}

/** What a check found, and how far it looked. */
export interface Finding {
  readonly failure?: Failure;
  /** What was proved, to which bound, or how much was sampled: "200 schedules of 40 events". */
  readonly coverage: string;
}
