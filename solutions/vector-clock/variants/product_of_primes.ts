// hidden: truthlab-hidden-7f3a
// One number: each replica has a prime, each event multiplies by it. Merging is the least common
// multiple, and before means that one divides the other (after Goedel, and fit for short histories).
type Order = "before" | "after" | "equal" | "concurrent";

function prime(node: string): bigint {
  const primes: number[] = [];
  for (let number = 2; primes.length <= Number(node.slice(1)); number++) {
    if (primes.every((divisor) => number % divisor !== 0)) primes.push(number);
  }
  return BigInt(primes.at(-1)!);
}

function divisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : divisor(other, one % other);
}

export const create = (): bigint => 1n;

export const increment = (clock: bigint, node: string): bigint => clock * prime(node);

export const merge = (one: bigint, other: bigint): bigint => one / divisor(one, other) * other;

export const compare = (one: bigint, other: bigint): Order => {
  if (one === other) return "equal";
  if (other % one === 0n) return "before";
  return one % other === 0n ? "after" : "concurrent";
};
