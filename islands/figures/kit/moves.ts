import type { NodeId } from "@/engine/types.ts";
import type { Pending, World } from "@/engine/world.ts";

/** A node by its place in the cluster, from 0. */
type NodeIndex = number;

/**
 * What a reader can make happen in a world. A message is named as in traces: its link, and its
 * place among all that were ever sent on it, from 1.
 */
export type Move =
  /** The next thing that is due happens: a message arrives or is lost, a timer fires. */
  | { readonly kind: "step" }
  | {
    /** `fire`: the timer of this node that is due next fires now. */
    readonly kind: "crash" | "restart" | "pause" | "resume" | "fire" | "command";
    readonly node: NodeIndex;
  }
  | {
    /** Cuts or heals the link between two nodes, in both directions; `mute`: in one. */
    readonly kind: "cut" | "heal" | "mute";
    readonly from: NodeIndex;
    readonly to: NodeIndex;
  }
  | {
    readonly kind: "deliver" | "drop";
    readonly from: NodeIndex;
    readonly to: NodeIndex;
    readonly ordinal: number;
  };

/** Enough for every lesson, and for an address that can be sent. */
export const MOVES_MAX = 600;

/** What clients ask for: the count-th command of the run, from 1. */
export type CommandBody = (count: number) => unknown;

/**
 * Makes a move where it can be made, and says whether it could.
 *
 * @param commandBody what a `command` carries; without it there are none.
 */
export function makeMove(world: World, move: Move, commandBody?: CommandBody): boolean {
  switch (move.kind) {
    case "step":
      return stepWorld(world);
    case "deliver":
    case "drop":
      return settleMessage(world, move);
    case "cut":
    case "heal":
    case "mute": {
      const [from, to] = [[move.from], [move.to]];
      if (move.from === move.to || !world.nodes[move.from] || !world.nodes[move.to]) return false;
      world[move.kind === "heal" ? "heal" : "cut"](from, to);
      if (move.kind !== "mute") world[move.kind](to, from);
      return true;
    }
    default:
      return changeNode(world, move, commandBody);
  }
}

function changeNode(
  world: World,
  { kind, node }: Extract<Move, { node: NodeIndex }>,
  commandBody: CommandBody | undefined,
): boolean {
  const state = world.states[node];
  if (state === undefined) return false;
  const { isRunning } = state.process;
  if (kind === "restart" ? isRunning : !isRunning) return false;
  if (kind === "crash") world.crash(node, false);
  else if (kind === "restart") world.restart(node);
  else if (kind === "resume" ? !state.isPaused : state.isPaused) return false;
  else if (kind === "pause" || kind === "resume") world[kind](node);
  else if (kind === "fire") {
    const [timer] = [...state.timers.values()].sort(byTime);
    if (timer === undefined) return false;
    world.fire(timer);
  } else {
    if (commandBody === undefined) return false;
    const id = `c${world.step + 1}`;
    world.command(node, { id, client: "reader", body: commandBody(world.step + 1) as never });
  }
  return true;
}

/** Lets the next thing happen that is due and can: what is due at a paused node waits. */
function stepWorld(world: World): boolean {
  const due = world.queue.items
    .filter((item) => !item.isGone && (item.kind === "message" || item.kind === "timer"))
    .sort(byTime);
  for (const item of due) {
    const isLost = item.kind === "message" &&
      (world.isCut(item.from, item.node) || !world.isRunning(item.node));
    if (!isLost && world.states[item.node].isPaused) continue;
    world.advanceTo(item.atMs);
    if (isLost) world.drop(item);
    else if (item.kind === "message") world.deliver(item);
    else world.fire(item);
    return true;
  }
  return false;
}

function settleMessage(
  world: World,
  { kind, from, to, ordinal }: Extract<Move, { ordinal: number }>,
): boolean {
  const message = messagesUnderWay(world).find((item) =>
    item.from === from && item.node === to && item.ordinal === ordinal
  );
  if (message === undefined) return false;
  if (kind === "drop") {
    world.drop(message);
    return true;
  }
  if (world.isCut(from, to) || !world.isRunning(to) || world.states[to].isPaused) return false;
  // Nothing arrives before it was sent, but readers may let things arrive in any order.
  world.advanceTo(Math.min(message.atMs, world.nowMs + 1));
  world.deliver(message);
  return true;
}

/** The messages that were sent and have neither arrived nor been lost, the next to arrive first. */
export function messagesUnderWay(world: World): Pending[] {
  return world.queue.items.filter((item) => item.kind === "message" && !item.isGone).sort(byTime);
}

function byTime(one: Pending, other: Pending): number {
  return one.atMs - other.atMs || one.order - other.order;
}

/** A node's own program, to look into: only for programs of ours. */
export function programOf<Program>(world: World, id: NodeId): Program | undefined {
  return world.states[world.indexOf(id)]?.process.node as Program | undefined;
}

const LETTERS = {
  crash: "x",
  restart: "r",
  pause: "p",
  resume: "u",
  fire: "t",
  command: "m",
  cut: "c",
  heal: "h",
  mute: "o",
  deliver: "d",
  drop: "l",
} as const;
const KINDS = Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind]));

/** Moves as text for an address: `12.x1.5` is 12 steps, a crash of the first node, 5 steps. */
export function writeMoves(moves: readonly Move[]): string {
  const words: string[] = [];
  let steps = 0;
  const flush = () => {
    if (steps > 0) words.push(String(steps));
    steps = 0;
  };
  for (const move of moves) {
    if (move.kind === "step") {
      steps++;
      continue;
    }
    flush();
    const letter = LETTERS[move.kind];
    if ("node" in move) words.push(`${letter}${move.node + 1}`);
    else {
      const ordinal = "ordinal" in move ? `-${move.ordinal}` : "";
      words.push(`${letter}${move.from + 1}${move.to + 1}${ordinal}`);
    }
  }
  flush();
  return words.join(".");
}

/** Reads what `writeMoves` wrote; undefined for anything else, and for more than `MOVES_MAX`. */
export function readMoves(text: string): Move[] | undefined {
  const moves: Move[] = [];
  for (const word of text === "" ? [] : text.split(".")) {
    const steps = /^[1-9]\d{0,2}$/.test(word) ? Number(word) : 0;
    for (let step = 0; step < steps; step++) moves.push({ kind: "step" });
    if (steps > 0) continue;
    const move = readMove(word);
    if (move === undefined) return undefined;
    moves.push(move);
  }
  return moves.length <= MOVES_MAX ? moves : undefined;
}

function readMove(word: string): Move | undefined {
  const [, letter, first, second, ordinal] =
    word.match(/^([a-z])([1-9])([1-9])?(?:-([1-9]\d*))?$/) ??
      [];
  if (letter === undefined || !Object.hasOwn(KINDS, letter)) return undefined;
  const kind = KINDS[letter] as keyof typeof LETTERS;
  const [from, to] = [Number(first) - 1, Number(second) - 1];
  if (kind === "deliver" || kind === "drop") {
    return ordinal === undefined || second === undefined
      ? undefined
      : { kind, from, to, ordinal: Number(ordinal) };
  }
  if (ordinal !== undefined) return undefined;
  if (kind === "cut" || kind === "heal" || kind === "mute") {
    return second === undefined ? undefined : { kind, from, to };
  }
  return second === undefined ? { kind, node: from } : undefined;
}
