import type { Claim } from "@/engine/confirm_failure.ts";
import type { PlayOrder, PlayResult } from "@/engine/play_case.ts";
import type { CheckResult, NodeId, Outcome, Stats, Trace } from "@/engine/types.ts";

/** What the page asks of the worker. */
export interface RunRequest {
  readonly kind: "run";
  /** Answers carry it, so that those to an earlier run are told apart. */
  readonly id: number;
  readonly source: string;
  /** Tried before all else. */
  readonly kept?: readonly KeptCase[];
  /** The first seed of the random schedules that are tried after the public checks. */
  readonly firstSeed?: number;
}

/** A counterexample that the learner keeps as a test: enough to play its schedule again. */
export interface KeptCase extends Claim {
  /** The nodes that have a part in it. */
  readonly nodes: readonly NodeId[];
  /** What the check that it failed promises. */
  readonly promise: string;
}

/** The names of kept tests among the results of checks. */
export const KEPT_PREFIX = "kept-";

/** Asks for one random walk of a plan's scenario, as a trace: what a figure or a proof shows. */
export interface TraceRequest {
  readonly kind: "trace";
  readonly id: number;
  readonly source: string;
  /** The name of one of the suite's plans. */
  readonly plan: string;
  readonly seed: number;
}

/** Asks for a case to be played with a program, or for what else could happen in it. */
export interface PlayRequest {
  readonly kind: "play";
  readonly id: number;
  readonly source: string;
  readonly order: PlayOrder;
}

/** How a run ended. */
export type RunEnding =
  | {
    readonly kind: "done";
    readonly verdict: Outcome;
    readonly checks: readonly CheckResult[];
    readonly stats: Stats;
    /** The seed under which a further random schedule failed. */
    readonly failedSeed?: number;
  }
  /** The program cannot be loaded: `reason` says why, in the learner's words. */
  | { readonly kind: "not gradable"; readonly reason: string }
  | { readonly kind: "ran out"; readonly reason: string }
  | { readonly kind: "our fault"; readonly reason: string };

/** What came of playing a case. */
export type PlayEnding =
  | ({ readonly kind: "played" } & PlayResult)
  | Exclude<RunEnding, { kind: "done" }>;

/**
 * What the worker says: that it has loaded, a check's result as soon as it is known, how much was
 * tried so far, the end.
 */
export type RunAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly id: number; readonly stats: Stats }
  | { readonly kind: "check"; readonly id: number; readonly check: CheckResult }
  | { readonly kind: "trace"; readonly id: number; readonly trace: Trace }
  | ((RunEnding | PlayEnding) & { readonly id: number });
