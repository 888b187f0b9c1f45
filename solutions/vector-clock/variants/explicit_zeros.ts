// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// Starts with zeros for nodes that may never appear: a zero and nothing are the same.
type Clock = Record<NodeId, number>;

export function create(): Clock {
  return { n1: 0, n2: 0, n3: 0 };
}

export function increment(clock: Clock, node: NodeId): Clock {
  const next = structuredClone(clock) as Clock;
  next[node] = (next[node] || 0) + 1;
  return next;
}

export function merge(one: Clock, other: Clock): Clock {
  const merged: Clock = {};
  for (const source of [one, other]) {
    for (const node in source) merged[node] = Math.max(merged[node] || 0, source[node]);
  }
  return merged;
}

export function compare(one: Clock, other: Clock): Order {
  const all = merge(one, other);
  const isMissing = (clock: Clock) =>
    Object.keys(all).some((node) => (clock[node] || 0) < all[node]);
  const order = `${isMissing(one)} ${isMissing(other)}`;
  if (order === "false false") return "equal";
  if (order === "true false") return "before";
  return order === "false true" ? "after" : "concurrent";
}
