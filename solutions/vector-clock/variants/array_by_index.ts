// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// A sparse array by the number in the name: n3 counts at index 2.
type Clock = readonly number[];

const indexOf = (node: NodeId): number => Number(node.slice(1)) - 1;
const at = (clock: Clock, index: number): number => clock[index] ?? 0;

export function create(): Clock {
  return [];
}

export function increment(clock: Clock, node: NodeId): Clock {
  const next = [...clock];
  next[indexOf(node)] = at(clock, indexOf(node)) + 1;
  return next;
}

export function merge(one: Clock, other: Clock): Clock {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, index) => Math.max(at(one, index), at(other, index)));
}

export function compare(one: Clock, other: Clock): Order {
  let order: Order = "equal";
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    if (at(one, index) === at(other, index)) continue;
    const here = at(one, index) < at(other, index) ? "before" : "after";
    if (order !== "equal" && order !== here) return "concurrent";
    order = here;
  }
  return order;
}
