import type { NodeId, Order } from "./api.ts";

/** How many events of each replica are known. A replica that is missing here counts as 0. */
export type Clock = Readonly<Record<NodeId, number>>;

export function create(): Clock {
  return {};
}

/** A replica writes a post, a comment or a like: one more event at `node`. */
export function increment(clock: Clock, node: NodeId): Clock {
  // TODO: the same clock, with one more event at `node`. Do not change the one you were given.
  return clock;
}

/** A message arrives: what is known now is what either side knew. */
export function merge(one: Clock, other: Clock): Clock {
  // TODO: for each replica that either clock knows, the larger of the two counts.
  return one;
}

/** Which came first? Sometimes neither. */
export function compare(one: Clock, other: Clock): Order {
  // TODO: "before", "after", "equal" or "concurrent".
  return "concurrent";
}
