import { digest } from "./encode.ts";
import type { Action, MessageName, Schedule } from "./types.ts";
import type { Pending, World } from "./world.ts";

/**
 * Performs a schedule, action by action, until every monitor has found a violation. An action that
 * cannot happen (its message was never sent, its node is down) is passed over: this is what lets shrinking
 * take actions out. The world's recorder, if it has one, writes down those that did happen.
 */
export function replay(world: World, schedule: Schedule): void {
  for (const action of schedule) {
    if (world.isOver) break;
    perform(world, action);
  }
  world.finish();
}

/** Performs one action if it can happen now, and says whether it did. */
export function perform(world: World, action: Action): boolean {
  switch (action.kind) {
    case "deliver":
    case "drop":
    case "duplicate":
      return performOnMessage(world, action);
    case "fire":
    case "command":
      return performOnRunning(world, action);
    case "crash":
    case "restart":
    case "pause":
    case "resume":
    case "skew":
      return performOnNode(world, action);
    case "cut":
    case "heal":
      world.advanceTo(action.atMs);
      world[action.kind](indices(world, action.from), indices(world, action.to));
      return true;
    case "settle":
      world.advanceTo(action.atMs);
      world.settle(action.forMs);
      return true;
  }
}

type MessageAction = Extract<Action, { message: MessageName }>;

function performOnMessage(world: World, action: MessageAction): boolean {
  const message = findMessage(world, action.message);
  if (message === undefined) return false;
  if (action.kind === "deliver" && !canReceive(world, message)) return false;
  world.advanceTo(action.atMs);
  if (action.kind === "deliver") world.deliver(message, action.torn);
  else world[action.kind](message);
  return true;
}

/** Whether a message could arrive now: its receiver runs, and its link is not cut. */
export function canReceive(world: World, message: Pending): boolean {
  return world.isRunning(message.node) && !world.states[message.node].isPaused &&
    !world.isCut(message.from, message.node);
}

function performOnRunning(
  world: World,
  action: Extract<Action, { kind: "fire" | "command" }>,
): boolean {
  const node = world.indexOf(action.node);
  if (node < 0 || !world.isRunning(node) || world.states[node].isPaused) return false;
  if (action.kind === "command") {
    world.advanceTo(action.atMs);
    world.command(node, action.command, action.torn);
    return true;
  }
  const timer = world.states[node].timers.get(action.timer);
  if (timer === undefined) return false;
  // A timer never fires early, or the schedule would show a clock that no node has.
  world.advanceTo(Math.max(action.atMs, timer.atMs));
  world.fire(timer, action.torn);
  return true;
}

function performOnNode(
  world: World,
  action: Extract<Action, { kind: "crash" | "restart" | "pause" | "resume" | "skew" }>,
): boolean {
  const node = world.indexOf(action.node);
  if (node < 0) return false;
  const isRunning = world.isRunning(node);
  if (action.kind === "restart" ? isRunning : !isRunning) return false;
  const { isPaused } = world.states[node];
  if ((action.kind === "pause" && isPaused) || (action.kind === "resume" && !isPaused)) {
    return false;
  }
  world.advanceTo(action.atMs);
  if (action.kind === "crash") world.crash(node, action.losesUnsynced ?? false);
  else if (action.kind === "skew") world.skew(node, action.byMs);
  else world[action.kind](node);
  return true;
}

/**
 * The message under way that a name means: the one with its ordinal and payload; else, since
 * ordinals move when a schedule shrinks, the oldest on the link with the same payload; else the
 * one with the same ordinal.
 */
export function findMessage(world: World, name: MessageName): Pending | undefined {
  const from = world.indexOf(name.from);
  const to = world.indexOf(name.to);
  const onLink = world.queue.items
    .filter((item) =>
      item.kind === "message" && !item.isGone && item.from === from && item.node === to
    )
    .sort((one, other) => one.ordinal - other.ordinal);
  const sameOrdinal = onLink.find((item) => item.ordinal === name.ordinal);
  if (sameOrdinal !== undefined && digest(sameOrdinal.payload) === name.digest) return sameOrdinal;
  return onLink.find((item) => digest(item.payload) === name.digest) ?? sameOrdinal;
}

function indices(world: World, ids: readonly string[]): number[] {
  return ids.map((id) => world.indexOf(id)).filter((index) => index >= 0);
}
