import { canReceive } from "./replay.ts";
import type { Action } from "./types.ts";
import type { Pending, World } from "./world.ts";

/**
 * All that could happen next in a world, oldest message first: what a scheduler chooses from. Clients'
 * commands, clocks that jump and new cuts are left out: they come from outside at any time.
 */
export function listChoices(world: World): Action[] {
  const atMs = world.nowMs;
  const messages = world.queue.items
    .filter((item) => item.kind === "message" && !item.isGone)
    .sort((one, other) => one.order - other.order);
  const deliverable = messages.filter((message) => canReceive(world, message));
  const onMessage = (kind: "deliver" | "drop" | "duplicate") => (message: Pending): Action => ({
    kind,
    message: world.nameOf(message),
    atMs,
  });
  const nodes = world.nodes.map((_, index) => index);
  const everybody = [...world.nodes];
  const isCut = nodes.some((from) => nodes.some((to) => world.isCut(from, to)));
  return [
    ...deliverable.map(onMessage("deliver")),
    ...nodes.flatMap((node) => timersOf(world, node)),
    ...messages.map(onMessage("drop")),
    ...messages.map(onMessage("duplicate")),
    ...nodes.flatMap((node) => changesOf(world, node)),
    ...(isCut ? [{ kind: "heal", from: everybody, to: everybody, atMs } as const] : []),
  ];
}

function timersOf(world: World, index: number): Action[] {
  const { timers, isPaused } = world.states[index];
  if (!world.isRunning(index) || isPaused) return [];
  const node = world.nodes[index];
  return [...timers.values()].map(({ name, atMs }) => ({
    kind: "fire",
    node,
    timer: name,
    // A timer never fires early.
    atMs: Math.max(atMs, world.nowMs),
  }));
}

function changesOf(world: World, index: number): Action[] {
  const place = { node: world.nodes[index], atMs: world.nowMs };
  if (!world.isRunning(index)) return [{ kind: "restart", ...place }];
  return [
    { kind: "crash", ...place, losesUnsynced: false },
    { kind: "crash", ...place, losesUnsynced: true },
    { kind: world.states[index].isPaused ? "resume" : "pause", ...place },
  ];
}
