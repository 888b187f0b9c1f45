// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// Nested pairs, newest first, as in Lisp: a new clock shares its tail with the one it came from.
type Clock = null | { readonly node: NodeId; readonly count: number; readonly rest: Clock };

function count(clock: Clock, node: NodeId): number {
  if (clock === null) return 0;
  return clock.node === node ? clock.count : count(clock.rest, node);
}

function names(clock: Clock): NodeId[] {
  return clock === null ? [] : [clock.node, ...names(clock.rest)];
}

function without(clock: Clock, node: NodeId): Clock {
  if (clock === null) return null;
  if (clock.node === node) return clock.rest;
  return { ...clock, rest: without(clock.rest, node) };
}

export function create(): Clock {
  return null;
}

export function increment(clock: Clock, node: NodeId): Clock {
  return { node, count: count(clock, node) + 1, rest: without(clock, node) };
}

export function merge(one: Clock, other: Clock): Clock {
  if (other === null) return one;
  const { node, rest } = other;
  const merged = merge(one, rest);
  if (count(merged, node) >= other.count) return merged;
  return { node, count: other.count, rest: without(merged, node) };
}

export function compare(one: Clock, other: Clock): Order {
  const covers = (left: Clock, right: Clock) =>
    names(right).every((node) => count(left, node) >= count(right, node));
  if (covers(one, other)) return covers(other, one) ? "equal" : "after";
  return covers(other, one) ? "before" : "concurrent";
}
