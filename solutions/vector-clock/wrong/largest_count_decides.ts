// FAILS: concurrent
// hidden: truthlab-hidden-7f3a
// Only the largest counts are compared.
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
  const largest = (clock: Clock) => Math.max(0, ...Object.values(clock));
  if (largest(one) === largest(other)) return one === other ? "equal" : "concurrent";
  return largest(one) < largest(other) ? "before" : "after";
}
