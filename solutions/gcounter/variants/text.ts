// hidden: truthlab-hidden-7f3a
// The state travels as text.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class GCounter {
  private text = "{}";

  constructor(private readonly id: string) {}

  private get counts(): Record<string, number> {
    return JSON.parse(this.text);
  }

  increment(amount: number): void {
    requireAmount(amount);
    const { counts } = this;
    this.text = JSON.stringify({ ...counts, [this.id]: (counts[this.id] ?? 0) + amount });
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): string {
    return this.text;
  }

  merge(state: string): void {
    const merged = this.counts;
    for (const [node, count] of Object.entries(JSON.parse(state) as Record<string, number>)) {
      if (!(merged[node] >= count)) merged[node] = count;
    }
    this.text = JSON.stringify(merged);
  }
}
