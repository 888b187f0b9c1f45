// FAILS: concurrent
// hidden: truthlab-hidden-7f3a
// The events themselves, as a Set; the eleventh of n1 has the name of the first of n11.

type Clock = ReadonlySet<string>;

export function create(): Clock {
  return new Set();
}

export function increment(clock: Clock, node: string): Clock {
  let number = 1;
  while (clock.has(`${node}${number}`)) number++;
  return new Set(clock).add(`${node}${number}`);
}

export function merge(one: Clock, other: Clock): Clock {
  return one.union(other);
}

export function compare(one: Clock, other: Clock): "before" | "after" | "equal" | "concurrent" {
  if (one.isSubsetOf(other)) return other.isSubsetOf(one) ? "equal" : "before";
  return other.isSubsetOf(one) ? "after" : "concurrent";
}
