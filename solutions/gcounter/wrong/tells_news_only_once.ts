// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// A state holds only what is new since the last one was given out: if that one is lost, so are the
// clicks.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, number>;

export class GCounter {
  private counts: State = {};
  private news: State = {};

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.counts[this.id] = (this.counts[this.id] ?? 0) + amount;
    this.news[this.id] = this.counts[this.id];
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): State {
    const state = this.news;
    this.news = {};
    return state;
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, count);
    }
  }
}
