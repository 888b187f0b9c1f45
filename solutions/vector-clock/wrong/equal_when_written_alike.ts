// FAILS: merge-commutative
// hidden: truthlab-hidden-7f3a
// Clocks are equal when they are written alike, and the order of the names depends on the way.
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
  const merged: Record<NodeId, number> = { ...one };
  for (const [node, count] of Object.entries(other)) {
    merged[node] = Math.max(merged[node] ?? 0, count);
  }
  return merged;
}

export function compare(one: Clock, other: Clock): Order {
  if (JSON.stringify(one) === JSON.stringify(other)) return "equal";
  const isWithin = (left: Clock, right: Clock) =>
    Object.keys(left).every((node) => left[node] <= (right[node] ?? 0));
  if (isWithin(one, other)) return "before";
  return isWithin(other, one) ? "after" : "concurrent";
}
