// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// A sorted list of pairs with bigint counts: slower, and never too small.
type Clock = readonly (readonly [NodeId, bigint])[];

const count = (clock: Clock, node: NodeId): bigint =>
  clock.find(([name]) => name === node)?.[1] ?? 0n;

const names = (...clocks: readonly Clock[]): NodeId[] =>
  [...new Set(clocks.flatMap((clock) => clock.map(([name]) => name)))].sort();

export function create(): Clock {
  return [];
}

export function increment(clock: Clock, node: NodeId): Clock {
  return names(clock, [[node, 0n]]).map((name) =>
    [name, count(clock, name) + (name === node ? 1n : 0n)] as const
  );
}

export function merge(one: Clock, other: Clock): Clock {
  return names(one, other).map((name) => {
    const [left, right] = [count(one, name), count(other, name)];
    return [name, left > right ? left : right] as const;
  });
}

export function compare(one: Clock, other: Clock): Order {
  const differences = names(one, other).map((name) => count(one, name) - count(other, name));
  const isAhead = differences.some((difference) => difference > 0n);
  const isBehind = differences.some((difference) => difference < 0n);
  if (isAhead) return isBehind ? "concurrent" : "after";
  return isBehind ? "before" : "equal";
}
