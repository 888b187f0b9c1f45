import { playStory, type Story } from "@/engine/story.ts";
import type { World } from "@/engine/world.ts";
import { type Run, type RunSetup, startRun } from "./play_run.ts";

/**
 * What comes of an act: a story, which may depend on where the world is and on the acts before.
 * Empty for nothing.
 */
export type Tell = (world: World, before: readonly string[]) => Story;

/**
 * A world whose reader does larger things than `Move`s: buys in a town, cuts a cable and waits.
 * An act is a word of lower-case letters and digits that begins with a letter.
 */
export interface ActsSetup extends RunSetup {
  readonly acts: Readonly<Record<string, Tell>>;
  /** What has happened before the reader comes. */
  readonly opening?: Story;
}

/** Plays acts from the start: what is undone is played again with fewer. */
export function playActs(
  setup: ActsSetup,
  acts: readonly string[],
): Pick<Run, "world" | "events"> {
  const run = startRun(setup);
  if (setup.opening !== undefined) playStory(run.world, setup.opening);
  acts.forEach((act, index) =>
    playStory(run.world, setup.acts[act]?.(run.world, acts.slice(0, index)) ?? "")
  );
  return run;
}
