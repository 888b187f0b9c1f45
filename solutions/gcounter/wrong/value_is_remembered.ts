// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// The sum is computed once and remembered, and merging forgets to forget it.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, number>;

export class GCounter {
  private counts: State = {};
  private sum: number | undefined;

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.counts[this.id] = (this.counts[this.id] ?? 0) + amount;
    this.sum = undefined;
  }

  value(): number {
    this.sum ??= Object.values(this.counts).reduce((sum, count) => sum + count, 0);
    return this.sum;
  }

  state(): State {
    return { ...this.counts };
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, count);
    }
  }
}
