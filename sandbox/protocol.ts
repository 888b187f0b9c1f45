import type { Claim } from "@/engine/confirm_failure.ts";
import type { PlayOrder, PlayResult } from "@/engine/play_case.ts";
import type { Sample } from "@/engine/suite.ts";
import type { CheckResult, Outcome, Stats } from "@/engine/types.ts";

/** One submission for one child: the first and only line that it reads. */
export interface Job {
  /** Every answer must carry it: the learner's code has never seen it. */
  readonly nonce: string;
  readonly slug: string;
  readonly source: string;
  readonly seed: number;
  /** Only these checks; all of them unless told. */
  readonly only?: readonly string[];
  /** Instead of the whole suite: what another child said of the program, to be tried again. */
  readonly confirm?: Confirmation;
  /** Instead of the whole suite: one schedule, to be played and shown. No verdict comes of it. */
  readonly play?: PlayOrder;
}

/** What one child said, as far as another needs it to find the same. */
export interface Confirmation {
  readonly failures: readonly Claim[];
  /** The checks that held. */
  readonly passed: readonly string[];
  /** Which of their runs to make again. */
  readonly sample: Sample;
}

/** Where a child's time went, in milliseconds. */
export interface ChildTimes {
  /** Stripping types, refusing, instrumenting, evaluating. */
  readonly prepare: number;
  readonly run: number;
  readonly shrink: number;
}

/** One line of a child's answer. */
export type Answer =
  /** The first: the child is up, and whatever ends it from here on is the program's doing. */
  | { readonly nonce: string; readonly kind: "accepted" }
  | { readonly nonce: string; readonly kind: "check"; readonly check: CheckResult }
  | {
    readonly nonce: string;
    readonly kind: "done";
    readonly verdict: Outcome;
    /** From 0 to 100. */
    readonly score: number;
    readonly checks: readonly CheckResult[];
    readonly stats: Stats;
    /** CPU time of the whole process until here, all of its threads, in milliseconds. */
    readonly cpuMs: number;
    readonly times: ChildTimes;
  }
  | ({ readonly nonce: string; readonly kind: "played" } & PlayResult)
  /** The program could not be loaded, or not played to the end. */
  | { readonly nonce: string; readonly kind: "not gradable"; readonly reason: string }
  /** The engine or a check threw. */
  | { readonly nonce: string; readonly kind: "our fault"; readonly reason: string };
