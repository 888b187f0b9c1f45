// hidden: truthlab-hidden-7f3a
import type { NodeId, Order } from "./api.ts";

// Counts in steps of two, inside a record with more fields than anybody asked for.
interface Clock {
  readonly kind: "vector";
  readonly counts: Readonly<Record<NodeId, number>>;
  readonly total: number;
}

function clockOf(counts: Record<NodeId, number>): Clock {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { kind: "vector", counts, total };
}

export function create(): Clock {
  return clockOf({});
}

export function increment({ counts }: Clock, node: NodeId): Clock {
  return clockOf({ ...counts, [node]: (counts[node] ?? 0) + 2 });
}

export function merge({ counts: left }: Clock, { counts: right }: Clock): Clock {
  const merged = { ...right };
  for (const node of Object.keys(left)) merged[node] = Math.max(left[node], right[node] ?? 0);
  return clockOf(merged);
}

export function compare(one: Clock, other: Clock): Order {
  const { total } = merge(one, other);
  if (one.total === total) return other.total === total ? "equal" : "after";
  return other.total === total ? "before" : "concurrent";
}
