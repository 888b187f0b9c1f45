import { Recorder } from "./recorder.ts";
import { createWorld } from "./run_scenario.ts";
import { playStory, type Story } from "./story.ts";
import type { Plan, Scenario, Survey, Trial } from "./suite.ts";
import type { Monitor } from "./types.ts";

/** A plan of one run, told line by line: see `story.ts`. */
export function planScript(name: string, scenario: Scenario, story: Story): Plan {
  return {
    name,
    scenario,
    survey: (trial, monitors) => surveyScript({ name, scenario, story, trial, monitors }),
  };
}

interface ScriptOptions {
  readonly name: string;
  readonly scenario: Scenario;
  readonly story: Story;
  readonly trial: Trial;
  readonly monitors: readonly (() => Monitor)[];
}

function surveyScript(options: ScriptOptions): Survey {
  const { name, scenario, story, trial, monitors } = options;
  const recorder = new Recorder(trial.guest);
  const seed = trial.seed;
  const world = createWorld({
    trial,
    scenario,
    seed,
    monitors: monitors.map((monitor) => monitor()),
    recorder,
  });
  playStory(world, story);
  world.finish();
  trial.stats.schedules++;
  trial.stats.events += world.step;
  const run = { seed, schedule: recorder.schedule };
  return {
    found: world.violations.map((violation) => violation === undefined ? undefined : run),
    exception: world.exception === undefined ? undefined : run,
    coverage: `the scenario "${name}"`,
  };
}
