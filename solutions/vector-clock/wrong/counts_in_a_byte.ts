// FAILS: runs-on
// hidden: truthlab-hidden-7f3a
// A count begins anew after 255.

import type { NodeId, Order } from "./api.ts";

/** How many events of each replica are known. A replica that is missing here counts as 0. */
export type Clock = Readonly<Record<NodeId, number>>;

export function create(): Clock {
  return {};
}

export function increment(clock: Clock, node: NodeId): Clock {
  return { ...clock, [node]: ((clock[node] ?? 0) + 1) % 256 };
}

export function merge(one: Clock, other: Clock): Clock {
  const merged: Record<NodeId, number> = { ...one };
  for (const [node, count] of Object.entries(other)) {
    merged[node] = Math.max(merged[node] ?? 0, count);
  }
  return merged;
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
