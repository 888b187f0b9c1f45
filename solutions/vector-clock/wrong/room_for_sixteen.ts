// FAILS: concurrent
// hidden: truthlab-hidden-7f3a
// n17 counts in the slot of n1.

const SLOTS = 16;

/** How many events of each replica are known. */
export type Clock = readonly number[];

export function create(): Clock {
  return Array(SLOTS).fill(0);
}

export function increment(clock: Clock, node: string): Clock {
  const slot = Number(node.slice(1)) % SLOTS;
  return clock.with(slot, clock[slot] + 1);
}

export function merge(one: Clock, other: Clock): Clock {
  return one.map((count, slot) => Math.max(count, other[slot]));
}

export function compare(one: Clock, other: Clock): "before" | "after" | "equal" | "concurrent" {
  const isAhead = one.some((count, slot) => count > other[slot]);
  const isBehind = one.some((count, slot) => count < other[slot]);
  if (isAhead && isBehind) return "concurrent";
  if (isAhead) return "after";
  return isBehind ? "before" : "equal";
}
