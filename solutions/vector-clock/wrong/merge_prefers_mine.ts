// FAILS: merge-commutative
// hidden: truthlab-hidden-7f3a
// Where both sides know a name, the first one is right about it.
import type { NodeId, Order } from "./api.ts";

/** How many events of each replica are known. A replica that is missing here counts as 0. */
export type Clock = Readonly<Record<NodeId, number>>;

export function create(): Clock {
  return {};
}

export function increment(clock: Clock, node: NodeId): Clock {
  return { ...clock, [node]: (clock[node] ?? 0) + 1 };
}

export function merge(one: Clock, other: Clock): Clock {
  return { ...other, ...one };
}

export function compare(one: Clock, other: Clock): Order {
  let isAhead = false;
  let isBehind = false;
  for (const node of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const difference = (one[node] ?? 0) - (other[node] ?? 0);
    if (difference > 0) isAhead = true;
    if (difference < 0) isBehind = true;
  }
  if (isAhead && isBehind) return "concurrent";
  if (isAhead) return "after";
  return isBehind ? "before" : "equal";
}
