// FAILS: merge-inflationary
// hidden: truthlab-hidden-7f3a
// Decrements are counted downwards from zero, and merging keeps the larger number, which is the
// older.

/** How much each replica has counted, one way. A replica that is missing here counts as 0. */
type Counts = Record<string, number>;

/** Two counters that only grow. */
export interface State {
  readonly up: Counts;
  readonly down: Counts;
}

export class PNCounter {
  private readonly up: Counts = {};
  private readonly down: Counts = {};

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    add(this.up, this.id, amount);
  }

  decrement(amount: number): void {
    add({}, this.id, amount);
    this.down[this.id] = (this.down[this.id] ?? 0) - amount;
  }

  value(): number {
    return sum(this.up) + sum(this.down);
  }

  state(): State {
    return { up: { ...this.up }, down: { ...this.down } };
  }

  merge(state: State): void {
    keepLarger(this.up, state.up);
    for (const [node, count] of Object.entries(state.down)) {
      this.down[node] = Math.max(this.down[node] ?? count, count);
    }
  }
}

function add(counts: Counts, id: string, amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
  }
  counts[id] = (counts[id] ?? 0) + amount;
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function keepLarger(mine: Counts, theirs: Counts): void {
  for (const [node, count] of Object.entries(theirs)) {
    mine[node] = Math.max(mine[node] ?? 0, count);
  }
}
