import { bareGuest } from "@/engine/bare_guest.ts";
import type { Guest } from "@/engine/guest.ts";
import type { Context, Node } from "@/engine/types.ts";
import { walk } from "@/engine/walk.ts";
import { World } from "@/engine/world.ts";
import { createGuest, type GuestOptions } from "@/sandbox/inner/create_guest.ts";
import { median } from "./figure.ts";
import { RaftNode } from "@/islands/figures/kit/raft_node.ts";

const SOURCE = Deno.readTextFileSync(
  new URL("../islands/figures/kit/raft_node.ts", import.meta.url),
);

/** Raft as our own code, without walls; messages are copied all the same. */
export function bareRaft(): Guest {
  return bareGuest(() => ({ RaftNode }), SOURCE);
}

/** Raft as a learner's file, behind all inner walls. */
export function sandboxedRaft(options?: GuestOptions): Guest {
  return createGuest(SOURCE, { RaftNode: "class" }, options);
}

/** Walks through a calm five-node cluster. Returns how many events there were. */
export function walkRaft(guest: Guest, seed: number, steps: number): number {
  const world = new World({
    nodes: ["n1", "n2", "n3", "n4", "n5"],
    guest,
    spawn: (context, program) => new (program.RaftNode as new (context: Context) => Node)(context),
    seed,
  });
  walk(world, { seed, stepsMax: steps });
  return world.step;
}

const ROUNDS = 7;
const SCHEDULES = 60;

/** The sandboxed rate over the bare one, alternated in this process: the median of seven ratios. */
export function sandboxRatio(options?: GuestOptions): number {
  const bare = bareRaft();
  const sandboxed = sandboxedRaft(options);
  const ratios = Array.from({ length: ROUNDS + 1 }, () => {
    const base = eventsPerSecond(bare, SCHEDULES);
    return eventsPerSecond(sandboxed, SCHEDULES) / base;
  });
  // The first round warms both up.
  return median(ratios.slice(1));
}

/** Events a second over some schedules of a thousand events. */
export function eventsPerSecond(guest: Guest, schedules: number): number {
  const startMs = performance.now();
  let events = 0;
  for (let seed = 0; seed < schedules; seed++) events += walkRaft(guest, seed, 1_000);
  return events / ((performance.now() - startMs) / 1_000);
}

/**
 * What an event costs in one long schedule over what it costs in as many of short ones, as the
 * median of some rounds.
 */
export function costGrowth(short: number, long: number, rounds: number): number {
  const guest = bareRaft();
  const perEvent = (schedules: number, steps: number) => {
    const startMs = performance.now();
    let events = 0;
    for (let seed = 0; seed < schedules; seed++) events += walkRaft(guest, seed, steps);
    return (performance.now() - startMs) / events;
  };
  // The first warms it up.
  perEvent(long / short / 2, short);
  return median(Array.from({ length: rounds }, () => {
    const base = perEvent(long / short, short);
    return perEvent(1, long) / base;
  }));
}
