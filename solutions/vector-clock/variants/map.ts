// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// A Map instead of an object.
type Clock = ReadonlyMap<NodeId, number>;

export const create = (): Clock => new Map();

export const increment = (clock: Clock, node: NodeId): Clock =>
  new Map(clock).set(node, (clock.get(node) ?? 0) + 1);

export const merge = (one: Clock, other: Clock): Clock => {
  const merged = new Map(one);
  other.forEach((count, node) => merged.set(node, Math.max(merged.get(node) ?? 0, count)));
  return merged;
};

const covers = (one: Clock, other: Clock): boolean =>
  [...other].every(([node, count]) => (one.get(node) ?? 0) >= count);

export const compare = (one: Clock, other: Clock): Order => {
  const isAhead = covers(one, other);
  const isBehind = covers(other, one);
  if (isAhead && isBehind) return "equal";
  if (isAhead) return "after";
  return isBehind ? "before" : "concurrent";
};
