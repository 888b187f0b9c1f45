// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// Instances of a class. They lose their class on the way to another replica, and keep their fields.
class VectorClock {
  readonly entries: readonly { readonly node: NodeId; readonly count: number }[];

  constructor(counts: ReadonlyMap<NodeId, number>) {
    this.entries = [...counts].map(([node, count]) => ({ node, count }));
  }
}

function countsOf({ entries }: VectorClock): Map<NodeId, number> {
  return new Map(entries.map(({ node, count }) => [node, count]));
}

export const create = (): VectorClock => new VectorClock(new Map());

export const increment = (clock: VectorClock, node: NodeId): VectorClock => {
  const counts = countsOf(clock);
  return new VectorClock(counts.set(node, (counts.get(node) ?? 0) + 1));
};

export const merge = (one: VectorClock, other: VectorClock): VectorClock => {
  const counts = countsOf(one);
  for (const [node, count] of countsOf(other)) {
    if (count > (counts.get(node) ?? 0)) counts.set(node, count);
  }
  return new VectorClock(counts);
};

export const compare = (one: VectorClock, other: VectorClock): Order => {
  const [left, right] = [countsOf(one), countsOf(other)];
  const differences = [...new Set([...left.keys(), ...right.keys()])]
    .map((node) => Math.sign((left.get(node) ?? 0) - (right.get(node) ?? 0)));
  const [isAhead, isBehind] = [differences.includes(1), differences.includes(-1)];
  if (isAhead && isBehind) return "concurrent";
  return isAhead ? "after" : isBehind ? "before" : "equal";
};
