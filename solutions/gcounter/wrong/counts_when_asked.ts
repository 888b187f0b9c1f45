// FAILS: reading
// hidden: truthlab-hidden-7f3a
// Increments wait in a field until somebody asks for the state: until then the value is behind.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, number>;

export class GCounter {
  private counts: State = {};
  private waiting = 0;

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.waiting += amount;
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): State {
    this.counts[this.id] = (this.counts[this.id] ?? 0) + this.waiting;
    this.waiting = 0;
    return { ...this.counts };
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, count);
    }
  }
}
