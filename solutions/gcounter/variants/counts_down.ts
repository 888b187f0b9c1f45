// hidden: truthlab-hidden-7f3a
// Counts downwards, and merging keeps the smaller number: the same lattice upside down.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class GCounter {
  private counts: Readonly<Record<string, number>> = Object.freeze({});

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    const mine = this.counts[this.id] ?? 0;
    this.counts = Object.freeze({ ...this.counts, [this.id]: mine - amount });
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum - count, 0);
  }

  state() {
    return this.counts;
  }

  merge(state: Readonly<Record<string, number>>): void {
    const merged = { ...this.counts };
    for (const node in state) merged[node] = Math.min(merged[node] ?? 0, state[node]);
    this.counts = Object.freeze(merged);
  }
}
