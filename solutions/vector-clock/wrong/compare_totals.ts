// FAILS: concurrent
// hidden: truthlab-hidden-7f3a
// It compares how many events are known in all, and not whose.
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
  const total = (clock: Clock) => Object.values(clock).reduce((sum, count) => sum + count, 0);
  const isAhead = total(one) > total(other);
  const isBehind = total(one) < total(other);
  if (isAhead && isBehind) return "concurrent";
  if (isAhead) return "after";
  return isBehind ? "before" : "equal";
}
