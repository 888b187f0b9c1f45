import type { Faults } from "./faults.ts";
import type { Exports, Guest } from "./guest.ts";
import type { Random } from "./random.ts";
import type { LookAheadOptions } from "./search/look_ahead.ts";
import type { Context, Monitor, Node, NodeId, Schedule, Stats } from "./types.ts";
import type { PlannedCommand } from "./walk.ts";

/** A list of named checks over one program: an exercise's public examples, or its hidden grader. */
export interface Suite {
  readonly slug: string;
  /** What the learner's file must export, and as what. */
  readonly exports: Readonly<Record<string, "function" | "class">>;
  readonly checks: readonly Check[];
}

/** One property that a program must have, and the runs in which it is looked for. */
export interface Check {
  /** Kebab-case; wrong programs name it in their first line: `// FAILS: merge-commutative`. */
  readonly name: string;
  /** The property as a sentence: "Merging is commutative." */
  readonly promise: string;
  /** Its part of the score; 1 unless told. */
  readonly weight?: number;
  /**
   * Watches one run of a plan's scenario. It may call the program itself, with `callGuest`: what that
   * throws is the monitor's to judge, but for what `finish` calls, which ends the run.
   */
  readonly monitor: (trial: Trial, scenario: Scenario) => Monitor;
  /** Run in order of cost: see `portfolio`. Checks that share a plan object share its runs. */
  readonly plans: readonly Plan[];
}

/** A cluster and what befalls it: all of a run but its seed. */
export interface Scenario {
  readonly nodes: readonly NodeId[];
  /** Builds a node: the learner's class, or an adapter of ours around the learner's functions. */
  readonly spawn: (context: Context, program: Exports) => Node;
  readonly faults?: Partial<Faults>;
  /** What clients ask for, drawn anew for each run. */
  readonly commands?: (random: Random) => readonly PlannedCommand[];
  /** Trouble ends after this many steps. */
  readonly stepsMax: number;
  /** Trouble ends after this much virtual time. */
  readonly forMs?: number;
  /** After the trouble everything heals and runs fairly for this long; 0 or absent: it does not. */
  readonly settleMs?: number;
}

export type MonitorFactory = Check["monitor"];

/** How a plan chooses its schedules. */
export type PlanKind = "story" | "walks" | "pct" | "search";

/** A way to look for schedules under which a scenario goes wrong. */
export interface Plan {
  /** What its runs cost follows from this. */
  readonly kind?: PlanKind;
  /** Unique in the suite: counterexamples name it. */
  readonly name: string;
  readonly scenario: Scenario;
  /**
   * Where the plan can tell: true when it is proved that a failure must follow. It is here, and not
   * imported where failures are told, so that what never searches need not load the search.
   */
  readonly isInevitable?: (options: () => LookAheadOptions) => boolean;
  /** Runs the scenario, with all these monitors at once. */
  survey(trial: Trial, monitors: readonly MonitorFactory[]): Survey;
}

/** What a survey's runs showed. */
export interface Survey {
  /** For each monitor, the first run that it objects to. */
  readonly found: readonly (FailingRun | undefined)[];
  /** The first run that the program ended by throwing. */
  readonly exception?: FailingRun;
  /** What was proved, to which bound, or how much was sampled: "200 schedules of 40 events". */
  readonly coverage: string;
}

/** Enough to run it again. */
export interface FailingRun {
  readonly seed: number;
  readonly schedule: Schedule;
}

/** What a survey needs for its work. */
export interface Trial {
  readonly guest: Guest;
  /** Where all randomness of the suite comes from. */
  readonly seed: number;
  readonly slug: string;
  /** Work done so far; surveys add to it. */
  readonly stats: Stats;
  /** True once a check has failed: what is left can only say what else is wrong. */
  readonly hasFailed?: boolean;
  /** Where given, surveys make only these of their runs, and search nothing. */
  readonly sample?: Sample;
}

/** A few of the runs of each plan that draws them at random. */
export interface Sample {
  /** The number of the first run; beyond a plan's last one it counts from the beginning again. */
  readonly first: number;
  readonly runs: number;
}
