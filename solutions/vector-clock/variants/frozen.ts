// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// Frozen objects: nobody can change a clock, not even by mistake.
type Clock = Readonly<Record<NodeId, number>>;

const EMPTY: Clock = Object.freeze({});

export function create(): Clock {
  return EMPTY;
}

export function increment(clock: Clock, node: NodeId): Clock {
  return Object.freeze({ ...clock, [node]: (clock[node] ?? 0) + 1 });
}

export function merge(one: Clock, other: Clock): Clock {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.freeze(
    Object.fromEntries(names.map((name) => [name, Math.max(one[name] ?? 0, other[name] ?? 0)])),
  );
}

function isAtMost(one: Clock, other: Clock): boolean {
  return Object.keys(one).every((name) => one[name] <= (other[name] ?? 0));
}

export function compare(one: Clock, other: Clock): Order {
  if (isAtMost(one, other)) return isAtMost(other, one) ? "equal" : "before";
  return isAtMost(other, one) ? "after" : "concurrent";
}
