// FAILS: nothing-shared
// hidden: truthlab-hidden-7f3a
// The table of counts lies outside of the class: all replicas of a process share it.

/** How much each replica has counted. A replica that is missing here counts as 0. */
export type State = Record<string, number>;

const counts: State = {};

export class GCounter {
  constructor(private readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    counts[this.id] = (counts[this.id] ?? 0) + amount;
  }

  value(): number {
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  state(): State {
    return { ...counts };
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      counts[node] = Math.max(counts[node] ?? 0, count);
    }
  }
}
