/**
 * What the figure shows, computed: three nodes, the moves that the reader made, and the events,
 * messages and vector clocks that follow from them (Fidge, 1988; Mattern, 1989).
 *
 * Every event counts, sending and receiving too: the same convention as in the exercise.
 */

/** A node's place in `NODES` and in every clock. */
export type NodeIndex = 0 | 1 | 2;

export const NODES = ["n1", "n2", "n3"] as const;
export const NODE_INDICES: readonly NodeIndex[] = [0, 1, 2];

/** More moves than these would be a tangle. */
export const MOVES_MAX = 16;

/** One entry for each node: how many of its events are known. */
export type Clock = readonly [number, number, number];

/** What the reader does. Messages count from 1, in the order in which they were sent. */
export type Move =
  | { readonly kind: "local"; readonly node: NodeIndex }
  | { readonly kind: "send"; readonly node: NodeIndex; readonly to: NodeIndex }
  | { readonly kind: "deliver"; readonly message: number };

export interface Event {
  /** Its place in the order in which the reader made the events, from 0. */
  readonly index: number;
  /** What it is called: a, b, c, ... */
  readonly name: string;
  readonly kind: "local" | "send" | "receive";
  readonly node: NodeIndex;
  /** The node's clock just before. */
  readonly before: Clock;
  readonly clock: Clock;
  /** The message that was sent or received. */
  readonly message?: number;
  /** The events that it directly follows: the node's last one, and the send. */
  readonly causes: readonly number[];
  /** The length of the longest chain of causes that leads here: the column where it is drawn. */
  readonly depth: number;
}

export interface Message {
  readonly number: number;
  readonly from: NodeIndex;
  readonly to: NodeIndex;
  readonly clock: Clock;
  /** The events of its sending and of its receipt, the latter undefined while it is under way. */
  readonly sent: number;
  readonly received: number | undefined;
}

export interface History {
  readonly moves: readonly Move[];
  readonly events: readonly Event[];
  readonly messages: readonly Message[];
}

export const ZERO: Clock = [0, 0, 0];

/** One more event at the node. */
export function tick(clock: Clock, node: NodeIndex): Clock {
  return clock.with(node, clock[node] + 1) as unknown as Clock;
}

/** What either of the two knows. */
export function merge(one: Clock, other: Clock): Clock {
  return one.map((count, node) => Math.max(count, other[node])) as unknown as Clock;
}

export type Order = "before" | "after" | "equal" | "concurrent";

export function compare(one: Clock, other: Clock): Order {
  const isMoreSomewhere = one.some((count, node) => count > other[node]);
  const isLessSomewhere = one.some((count, node) => count < other[node]);
  if (isMoreSomewhere && isLessSomewhere) return "concurrent";
  if (isMoreSomewhere) return "after";
  return isLessSomewhere ? "before" : "equal";
}

/** Follows the moves. Those that cannot be made, such as a second delivery, are left out. */
export function follow(moves: readonly Move[]): History {
  const made: Move[] = [];
  const events: Event[] = [];
  const messages: Message[] = [];

  const add = (kind: Event["kind"], node: NodeIndex, message?: Message): Event => {
    const last = events.findLast((event) => event.node === node);
    const sent = kind === "receive" ? events[message!.sent] : undefined;
    const causes = [last, sent].filter((event) => event !== undefined);
    const before = last?.clock ?? ZERO;
    const event: Event = {
      index: events.length,
      name: String.fromCharCode("a".charCodeAt(0) + events.length),
      kind,
      node,
      before,
      clock: tick(sent === undefined ? before : merge(before, sent.clock), node),
      message: message?.number ?? (kind === "send" ? messages.length + 1 : undefined),
      causes: causes.map(({ index }) => index),
      depth: 1 + Math.max(0, ...causes.map(({ depth }) => depth)),
    };
    events.push(event);
    return event;
  };

  for (const move of moves.slice(0, MOVES_MAX)) {
    if (move.kind === "local") add("local", move.node);
    if (move.kind === "send") {
      if (move.to === move.node) continue;
      const { index, clock } = add("send", move.node);
      const { node: from, to } = move;
      const number = messages.length + 1;
      messages.push({ number, from, to, clock, sent: index, received: undefined });
    }
    if (move.kind === "deliver") {
      const message = messages[move.message - 1];
      if (message === undefined || message.received !== undefined) continue;
      const { index } = add("receive", message.to, message);
      messages[move.message - 1] = { ...message, received: index };
    }
    made.push(move);
  }
  return { moves: made, events, messages };
}

/** The events that could have influenced this one, by following causes: no clock is asked. */
export function causalPast(history: History, index: number): ReadonlySet<number> {
  const past = new Set<number>();
  const visit = (at: number): void => {
    for (const cause of history.events[at].causes) {
      if (past.has(cause)) continue;
      past.add(cause);
      visit(cause);
    }
  };
  visit(index);
  return past;
}

/** The moves as text for the address: `e1` an event, `s12` a message from n1 to n2, `d1` its delivery. */
export function writeMoves(moves: readonly Move[]): string {
  return moves.map((move) => {
    if (move.kind === "local") return `e${move.node + 1}`;
    return move.kind === "send" ? `s${move.node + 1}${move.to + 1}` : `d${move.message}`;
  }).join(".");
}

/** Reads what `writeMoves` wrote; undefined where it is something else. */
export function readMoves(text: string): readonly Move[] | undefined {
  if (text === "") return [];
  const moves: Move[] = [];
  for (const word of text.split(".")) {
    const match = /^(?:e([1-3])|s([1-3])([1-3])|d([1-9]\d?))$/.exec(word);
    if (match === null) return undefined;
    const [, local, from, to, message] = match;
    const node = (digit: string) => Number(digit) - 1 as NodeIndex;
    if (local !== undefined) moves.push({ kind: "local", node: node(local) });
    else if (from !== undefined) moves.push({ kind: "send", node: node(from), to: node(to) });
    else moves.push({ kind: "deliver", message: Number(message) });
  }
  return moves.length <= MOVES_MAX ? moves : undefined;
}
