// FAILS: nothing-shared
// hidden: truthlab-hidden-7f3a
// Counts lie in objects, of which merging keeps the other's: what is counted there is counted here
// as well.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, { count: number }>;

export class GCounter {
  private counts: State = {};

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.counts[this.id] ??= { count: 0 };
    this.counts[this.id].count += amount;
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, { count }) => sum + count, 0);
  }

  state(): State {
    return { ...this.counts };
  }

  merge(state: State): void {
    for (const [node, slot] of Object.entries(state)) {
      if (slot.count > (this.counts[node]?.count ?? -1)) this.counts[node] = slot;
    }
  }
}
