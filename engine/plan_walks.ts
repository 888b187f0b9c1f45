import { deriveSeed } from "./random.ts";
import { recordWalk, walkScenario } from "./run_scenario.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";

/** A plan of `runs` seeded random walks through a scenario, all monitors watching each of them. */
export function planWalks(name: string, scenario: Scenario, runs: number): Plan {
  return {
    kind: "walks",
    name,
    scenario,
    survey: (trial, monitors) => surveyWalks({ name, scenario, runs, trial, monitors }),
  };
}

interface WalksOptions {
  readonly name: string;
  readonly scenario: Scenario;
  readonly runs: number;
  readonly trial: Trial;
  readonly monitors: readonly MonitorFactory[];
}

function surveyWalks(options: WalksOptions): Survey {
  const { name, scenario, runs, trial, monitors } = options;
  const found: (FailingRun | undefined)[] = monitors.map(() => undefined);
  const eventsBefore = trial.stats.events;
  let exception: FailingRun | undefined;
  const { first, runs: count } = trial.sample ?? { first: 0, runs };
  let run = 0;
  for (; run < Math.min(count, runs); run++) {
    if (exception !== undefined || !found.includes(undefined)) break;
    const seed = deriveSeed(trial.seed, name, (first + run) % runs);
    const open = monitors.map((_, index) => index).filter((index) => found[index] === undefined);
    const world = walkScenario({
      trial,
      scenario,
      seed,
      monitors: open.map((index) => monitors[index](trial, scenario)),
    });
    world.violations.forEach((violation, place) => {
      if (violation === undefined) return;
      found[open[place]] = failingRun(options, seed, monitors[open[place]]);
    });
    if (world.exception !== undefined) exception = failingRun(options, seed);
  }
  const events = trial.stats.events - eventsBefore;
  return { found, exception, coverage: `${run} random schedules (${events} events)` };
}

/** Runs the same walk once more, writing it down: fast walks write nothing. */
function failingRun(options: WalksOptions, seed: number, monitor?: MonitorFactory): FailingRun {
  const { trial, scenario } = options;
  const monitors = monitor === undefined ? [] : [monitor(trial, scenario)];
  return { seed, schedule: recordWalk({ trial, scenario, seed, monitors, eventsMax: 0 }).schedule };
}
