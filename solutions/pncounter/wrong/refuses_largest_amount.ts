// FAILS: no-exception
// hidden: truthlab-hidden-7f3a
// The largest safe whole number is refused as well.

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
    add(this.down, this.id, amount);
  }

  value(): number {
    return sum(this.up) - sum(this.down);
  }

  state(): State {
    return { up: { ...this.up }, down: { ...this.down } };
  }

  merge(state: State): void {
    keepLarger(this.up, state.up);
    keepLarger(this.down, state.down);
  }
}

function add(counts: Counts, id: string, amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount >= Number.MAX_SAFE_INTEGER) {
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
