// hidden: truthlab-hidden-7f3a
// Hands itself out as its state, as the notes did: it is copied on the way, and merging keeps
// nothing of it but numbers.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class GCounter {
  readonly id: string;
  readonly counts: Record<string, number>;

  constructor(id: string) {
    this.id = id;
    this.counts = { [id]: 0 };
  }

  increment(amount: number): void {
    requireAmount(amount);
    this.counts[this.id] += amount;
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): GCounter {
    return this;
  }

  merge({ counts }: GCounter): void {
    for (const node of new Set([...Object.keys(this.counts), ...Object.keys(counts)])) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, counts[node] ?? 0);
    }
  }
}
