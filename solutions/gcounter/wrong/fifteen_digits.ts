// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// Counts are sent with fifteen digits.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, number>;

export class GCounter {
  private counts: State = {};

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.counts[this.id] = (this.counts[this.id] ?? 0) + amount;
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): State {
    const counts = Object.entries(this.counts);
    return Object.fromEntries(counts.map(([node, count]) => [node, +count.toPrecision(15)]));
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, count);
    }
  }
}
