import { playStory, type Story } from "@/engine/story.ts";
import type { Context } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { type RunSetup, startRun } from "../kit/play_run.ts";

/** One run of a claim: what was done, what was seen, and whether the claim held in it. */
export interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly holds: boolean;
}

/** A small cluster of one program, on a network that only delays. */
export function clusterOf<Program>(
  create: (context: Context) => Program,
  ...nodes: readonly string[]
): RunSetup {
  return { nodes, spawn: (context) => create(context) as never, seed: 1 };
}

/** A world that a story has been told to. */
export function play(setup: RunSetup, story: Story): World {
  const { world } = startRun(setup);
  playStory(world, story);
  return world;
}
