import { type Replayed, replayScenario } from "./run_scenario.ts";
import type { MonitorFactory, Scenario, Trial } from "./suite.ts";
import type { Schedule, Violation } from "./types.ts";

/**
 * That something never came about shows in a long and dull run: of what follows the culprit, a
 * trace holds no more than fits into so many events.
 */
export const EVENTS_SHOWN_MAX = 30;

/** A failing run is told by its first events: up to the culprit, and no fewer than are shown. */
export function eventsToShow({ steps }: Violation, { step }: { readonly step: number }): number {
  return Math.max(steps.at(-1) ?? step, EVENTS_SHOWN_MAX);
}

/**
 * Runs a failing schedule once more and writes down as many of its events as the failure is told by.
 * `violation` is what the monitor found or, where there is none, the exception.
 */
export function replayFailure(options: {
  readonly trial: Trial;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly schedule: Schedule;
  /** The monitor whose objection is looked for. Without one, the exception is. */
  readonly monitor?: MonitorFactory;
}): Replayed {
  const run = replayWithEvents(options, EVENTS_SHOWN_MAX);
  if (run.violation === undefined) return run;
  const eventsMax = eventsToShow(run.violation, run.world);
  return eventsMax === EVENTS_SHOWN_MAX ? run : replayWithEvents(options, eventsMax);
}

function replayWithEvents(
  options: Parameters<typeof replayFailure>[0],
  eventsMax: number,
): Replayed {
  const { trial, scenario } = options;
  const monitor = options.monitor?.(trial, scenario);
  const run = replayScenario({ ...options, monitor, eventsMax });
  return monitor === undefined ? { ...run, violation: run.exception } : run;
}
