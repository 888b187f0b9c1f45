import { Recorder } from "./recorder.ts";
import { createWorld } from "./run_scenario.ts";
import { playStory, type Story, StoryError } from "./story.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";
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
  const { name, trial } = options;
  const { world, told } = play(options);
  trial.stats.schedules++;
  trial.stats.events += world.step;
  const hasFailed = world.exception !== undefined ||
    world.violations.some((violation) => violation !== undefined);
  const run = hasFailed ? failingRun(options) : undefined;
  return {
    found: world.violations.map((violation) => violation && run),
    exception: world.exception && run,
    coverage: told === "" ? `the scenario "${name}"` : `the scenario "${name}" (${told})`,
  };
}

/** Plays the story once more, writing it down: most stories end well, and writing takes longer. */
function failingRun(options: ScriptOptions): FailingRun {
  const recorder = new Recorder(options.trial.guest, { eventsMax: 0 });
  play(options, recorder);
  return { seed: options.trial.seed, schedule: recorder.schedule };
}

function play(options: ScriptOptions, recorder?: Recorder): { world: World; told: string } {
  const { scenario, story, trial, monitors } = options;
  const world = createWorld({
    trial,
    scenario,
    seed: trial.seed,
    monitors: monitors.map((monitor) => monitor(trial, scenario)),
    recorder,
  });
  const told = tell(world, story);
  world.finish();
  return { world, told };
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
