// FAILS: knows-everybody
// hidden: truthlab-hidden-7f3a
// A clock of more than twenty names gives up the one with the fewest events, as Riak did.

export type Clock = Readonly<Record<string, number>>;

const NAMES_MAX = 20;

export function create(): Clock {
  return {};
}

export function increment(clock: Clock, node: string): Clock {
  return { ...clock, [node]: (clock[node] ?? 0) + 1 };
}

export function merge(one: Clock, other: Clock): Clock {
  const merged = { ...one };
  for (const [node, count] of Object.entries(other)) {
    merged[node] = Math.max(merged[node] ?? 0, count);
  }
  const smallestFirst = Object.entries(merged).sort((one, other) => one[1] - other[1]);
  return Object.fromEntries(smallestFirst.slice(-NAMES_MAX));
}

export function compare(one: Clock, other: Clock): "before" | "after" | "equal" | "concurrent" {
  const nodes = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const isMore = nodes.some((node) => (one[node] ?? 0) > (other[node] ?? 0));
  const isLess = nodes.some((node) => (one[node] ?? 0) < (other[node] ?? 0));
  if (isMore && isLess) return "concurrent";
  if (isMore) return "after";
  return isLess ? "before" : "equal";
}
