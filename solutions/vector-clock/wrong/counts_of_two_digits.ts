// FAILS: runs-on
// hidden: truthlab-hidden-7f3a
// Counts are texts of two digits, compared as texts.

/** How many events of each replica are known, in two digits. */
export type Clock = Readonly<Record<string, string>>;

export function create(): Clock {
  return {};
}

export function increment(clock: Clock, node: string): Clock {
  return { ...clock, [node]: String(Number(clock[node] ?? 0) + 1).padStart(2, "0") };
}

export function merge(one: Clock, other: Clock): Clock {
  const merged: Record<string, string> = { ...one };
  for (const [node, count] of Object.entries(other)) {
    if (count > (merged[node] ?? "")) merged[node] = count;
  }
  return merged;
}

export function compare(one: Clock, other: Clock): "before" | "after" | "equal" | "concurrent" {
  const nodes = [...Object.keys(one), ...Object.keys(other)];
  const isAhead = nodes.some((node) => (one[node] ?? "") > (other[node] ?? ""));
  const isBehind = nodes.some((node) => (one[node] ?? "") < (other[node] ?? ""));
  if (isAhead && isBehind) return "concurrent";
  if (isAhead) return "after";
  return isBehind ? "before" : "equal";
}
