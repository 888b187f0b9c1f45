import { Recorder } from "./recorder.ts";
import { createWorld } from "./run_scenario.ts";
import { playStory, type Story, StoryError } from "./story.ts";
import type { MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";
import type { World } from "./world.ts";

/** A plan of one run, told line by line: see `story.ts`. */
export function planScript(name: string, scenario: Scenario, story: Story): Plan {
  return {
    kind: "story",
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
  readonly monitors: readonly MonitorFactory[];
}

function surveyScript(options: ScriptOptions): Survey {
  const { name, scenario, story, trial, monitors } = options;
  const recorder = new Recorder(trial.guest);
  const seed = trial.seed;
  const world = createWorld({
    trial,
    scenario,
    seed,
    monitors: monitors.map((monitor) => monitor(trial, scenario)),
    recorder,
  });
  const told = tell(world, story);
  world.finish();
  trial.stats.schedules++;
  trial.stats.events += world.step;
  const run = { seed, schedule: recorder.schedule };
  return {
    found: world.violations.map((violation) => violation === undefined ? undefined : run),
    exception: world.exception === undefined ? undefined : run,
    coverage: told === "" ? `the scenario "${name}"` : `the scenario "${name}" (${told})`,
  };
}

/** Plays as much of the story as the program lets happen, and says where it departed from it. */
function tell(world: World, story: Story): string {
  try {
    playStory(world, story);
    return "";
  } catch (error) {
    // The program did not do what the story counts on: what it did instead is still judged.
    if (error instanceof StoryError) return error.message;
    throw error;
  }
}
