import type { NodeId } from "@/engine/types.ts";

/** One way to exchange nodes that are alike. */
export interface Permutation {
  readonly index: number;
  /** How many permutations there are in all. */
  readonly count: number;
  /** The new index of each node. */
  readonly places: readonly number[];
  readonly names: ReadonlyMap<NodeId, NodeId>;
}

/** All ways to exchange the given nodes with each other, the one that exchanges none first. */
export function permutations(nodes: readonly NodeId[], alike: readonly NodeId[]): Permutation[] {
  const orders = ordersOf(alike);
  return orders.map((order, index) => {
    const names = new Map(alike.map((id, place) => [id, order[place]]));
    const places = nodes.map((id) => nodes.indexOf(names.get(id) ?? id));
    return { index, count: orders.length, places, names };
  });
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest])
  );
}
