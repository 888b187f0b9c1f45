import { RanOut } from "./guest.ts";
import { deriveSeed } from "./random.ts";
import { replayScenario } from "./run_scenario.ts";
import type { MonitorFactory, Plan, Scenario, Trial } from "./suite.ts";
import type { Schedule } from "./types.ts";

/** How many fair futures each prefix is given. */
const FUTURES = 4;
/** How long a future lasts in scenarios that do not say, in virtual time. */
const FUTURE_MS = 2_000;
/** Longer schedules are not asked: shrunk ones are far shorter. */
const SCHEDULE_MAX = 60;

/** When a failure could no longer be avoided, and how that is known. */
export interface Doom {
  readonly step: number;
  /** True where a search found no way out; false where a few fair futures did not show one. */
  readonly isProved: boolean;
}

/**
 * The first step of a failing schedule after which the failure comes even if all trouble ends
 * there: every link heals, every node runs, and messages arrive in order of time, in several fair
 * futures. Before that step a calm network would still have saved the program.
 *
 * This samples futures. Then, where the check has a plan that searches, a small search from there
 * tries all of them, in which every timer may fire once more: where it ends and finds no way out, the
 * failure could not be avoided.
 *
 * @returns undefined where even the last action but one leaves a way out.
 */
export function doomedFrom(options: {
  readonly trial: Trial;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly schedule: Schedule;
  /** The step of each action of the schedule. */
  readonly steps: readonly number[];
  readonly monitor: MonitorFactory;
  /** Where one of the check's plans searches. Without it nothing is proved. */
  readonly isInevitable?: Plan["isInevitable"];
}): Doom | undefined {
  const { schedule, steps, trial, scenario, seed, monitor, isInevitable } = options;
  if (schedule.length > SCHEDULE_MAX) return undefined;
  let length = schedule.length;
  // From the end: the first prefix with a way out ends the search.
  while (length > 1 && isDoomed(options, schedule.slice(0, length - 1))) length--;
  if (length === schedule.length) return undefined;
  const isProved = isInevitable !== undefined && isInevitable(() => ({
    trial,
    scenario,
    seed,
    schedule: schedule.slice(0, length),
    monitors: [monitor(trial, scenario)],
    bounds: { timeouts: scenario.nodes.length },
  }));
  return { step: steps[length - 1], isProved };
}

function isDoomed(options: Parameters<typeof doomedFrom>[0], prefix: Schedule): boolean {
  const { trial, scenario, seed, monitor } = options;
  const forMs = scenario.settleMs || FUTURE_MS;
  const schedule = [...prefix, { kind: "settle", forMs, atMs: 0 } as const];
  for (let future = 0; future < FUTURES; future++) {
    // The seed decides how long messages take: the prefix stays, what follows it varies.
    const own = future === 0 ? seed : deriveSeed(seed, "future", future);
    try {
      const watching = monitor(trial, scenario);
      const run = replayScenario({
        trial,
        scenario,
        seed: own,
        schedule,
        monitor: watching,
        eventsMax: 0,
      });
      if (run.violation === undefined) return false;
    } catch (error) {
      if (error instanceof RanOut) return false;
      throw error;
    }
  }
  return true;
}
