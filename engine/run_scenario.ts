import { Random } from "./random.ts";
import { Recorder, type RecorderOptions } from "./recorder.ts";
import { replay } from "./replay.ts";
import type { Scenario, Trial } from "./suite.ts";
import type { Monitor, Schedule, Trace, TraceEvent, Violation } from "./types.ts";
import { walk } from "./walk.ts";
import { World } from "./world.ts";

/** One run to make of a scenario. */
export interface RunOptions {
  readonly trial: Trial;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly monitors: readonly Monitor[];
  readonly recorder?: Recorder;
  /** A settling ends after so many steps; see `SETTLE_STEPS_MAX`, unless told. */
  readonly settleStepsMax?: number;
}

/** Runs a scenario once, by a seeded random walk. */
export function walkScenario(options: RunOptions): World {
  const { scenario, seed } = options;
  const world = createWorld(options);
  walk(world, {
    seed,
    stepsMax: scenario.stepsMax,
    forMs: scenario.forMs,
    settleMs: scenario.settleMs,
    commands: scenario.commands?.(new Random(seed, "commands")),
  });
  return count(options, world);
}

/** Runs a scenario once, by a seeded random walk, and writes down all of it. */
export function recordWalk(options: Omit<RunOptions, "recorder"> & RecorderOptions): {
  readonly schedule: Schedule;
  readonly trace: Trace;
} {
  const recorder = new Recorder(options.trial.guest, options);
  const world = walkScenario({ ...options, recorder });
  const { slug } = options.trial;
  return { schedule: recorder.schedule, trace: recorder.trace(slug, options.seed, world) };
}

/** What a schedule brought about. */
export interface Replayed {
  /** The actions that could happen, in order. */
  readonly schedule: Schedule;
  /** The step of each of them. */
  readonly steps: readonly number[];
  readonly events: readonly TraceEvent[];
  /** What the monitor found, or else the exception that ended the run. */
  readonly violation: Violation | undefined;
  readonly exception: Violation | undefined;
  readonly world: World;
}

/** Runs a scenario once, by a schedule, with everything written down. */
export function replayScenario(
  options: Omit<RunOptions, "monitors" | "recorder"> & RecorderOptions & {
    readonly schedule: Schedule;
    readonly monitor?: Monitor;
  },
): Replayed {
  const recorder = new Recorder(options.trial.guest, options);
  const monitors = options.monitor === undefined ? [] : [options.monitor];
  const world = createWorld({ ...options, monitors, recorder });
  replay(world, options.schedule);
  count(options, world);
  return {
    schedule: recorder.schedule,
    steps: recorder.steps,
    events: recorder.events,
    violation: world.violations[0],
    exception: world.exception,
    world,
  };
}

/** A fresh world of a scenario. */
export function createWorld(options: RunOptions): World {
  const { trial, scenario, seed, monitors, recorder, settleStepsMax } = options;
  const { nodes, spawn, faults } = scenario;
  const { guest } = trial;
  return new World({ nodes, spawn, faults, guest, seed, monitors, recorder, settleStepsMax });
}

function count(options: Pick<RunOptions, "trial">, world: World): World {
  options.trial.stats.schedules++;
  options.trial.stats.events += world.step;
  return world;
}
