// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// Every increment is remembered, and so that the list does not grow for ever, only the last hundred.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

interface Entry {
  readonly node: string;
  readonly number: number;
  readonly amount: number;
}

const ENTRIES_MAX = 100;

export class GCounter {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    const mine = [...this.entries.values()].filter(({ node }) => node === this.id);
    this.add({ node: this.id, number: 1 + (mine.at(-1)?.number ?? 0), amount });
  }

  value(): number {
    return [...this.entries.values()].reduce((sum, { amount }) => sum + amount, 0);
  }

  state(): Entry[] {
    return [...this.entries.values()];
  }

  merge(state: Entry[]): void {
    for (const entry of state) this.add(entry);
  }

  private add(entry: Entry): void {
    this.entries.set(`${entry.node} ${entry.number}`, entry);
    for (const key of this.entries.keys()) {
      if (this.entries.size > ENTRIES_MAX) this.entries.delete(key);
    }
  }
}
