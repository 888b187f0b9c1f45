// hidden: truthlab-hidden-7f3a
// One net count per replica with the number of its updates: of two entries the later one is true.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

interface Entry {
  readonly version: number;
  readonly net: number;
}

export class PNCounter {
  entries: Record<string, Entry> = {};

  constructor(readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.change(amount);
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.change(-amount);
  }

  value(): number {
    return Object.values(this.entries).reduce((sum, { net }) => sum + net, 0);
  }

  state(): Record<string, Entry> {
    return { ...this.entries };
  }

  merge(state: Record<string, Entry>): void {
    for (const [node, entry] of Object.entries(state)) {
      if (entry.version > (this.entries[node]?.version ?? 0)) this.entries[node] = entry;
    }
  }

  private change(by: number): void {
    const { version, net } = this.entries[this.id] ?? { version: 0, net: 0 };
    this.entries[this.id] = { version: version + 1, net: net + by };
  }
}
