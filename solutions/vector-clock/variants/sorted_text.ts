// hidden: truthlab-hidden-7f3a
// A clock is text, with the names in order: "n1:3 n12:1". What is equal is written alike.
type Order = "before" | "after" | "equal" | "concurrent";

function read(clock: string): Map<string, number> {
  const parts = clock.split(" ").filter((part) => part !== "").map((part) => part.split(":"));
  return new Map(parts.map(([node, count]) => [node, Number(count)]));
}

function write(counts: Map<string, number>): string {
  return [...counts].map(([node, count]) => `${node}:${count}`).sort().join(" ");
}

export function create(): string {
  return "";
}

export function increment(clock: string, node: string): string {
  const counts = read(clock);
  return write(counts.set(node, 1 + (counts.get(node) ?? 0)));
}

export function merge(one: string, other: string): string {
  const counts = read(one);
  read(other).forEach((count, node) => counts.set(node, Math.max(count, counts.get(node) ?? 0)));
  return write(counts);
}

export function compare(one: string, other: string): Order {
  if (one === other) return "equal";
  const both = merge(one, other);
  return both === other ? "before" : both === one ? "after" : "concurrent";
}
