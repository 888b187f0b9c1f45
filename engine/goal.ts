import type { MonitorFactory } from "./suite.ts";
import type { Moment, Observation } from "./types.ts";
import type { PlannedCommand } from "./walk.ts";
import type { SearchBounds } from "./search/space.ts";

/** A state that a search is to reach before it goes on: see `SearchPlan.stages`. */
export interface Goal {
  /** For the coverage line: "n1 leads". */
  readonly words: string;
  /** Watches from the first step of the run on. What it objects to is the goal: it is reached. */
  readonly monitor: MonitorFactory;
  readonly limits: GoalLimits;
}

/** What the way from the goal before may take. */
export interface GoalLimits {
  readonly bounds: SearchBounds;
  readonly commands?: readonly PlannedCommand[];
  /** The search for this goal gives up after this many distinct states; 100,000 unless told. */
  readonly statesMax?: number;
}

/** The goal that something is seen, once. */
export function goal(
  words: string,
  isReached: (observation: Observation, moment: Moment) => boolean,
  limits: GoalLimits,
): Goal {
  const monitor = () => ({
    observe: (moment: Moment, observation: Observation) =>
      isReached(observation, moment) ? { message: words, steps: [moment.step] } : undefined,
  });
  return { words, monitor, limits };
}
