// hidden: truthlab-hidden-7f3a
// A frozen state that is replaced at every change, and travels as text.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

type Table = Readonly<Record<string, readonly [number, number]>>;

export class PNCounter {
  private table: Table = Object.freeze({});

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    const [up, down] = this.table[this.id] ?? [0, 0];
    this.table = Object.freeze({ ...this.table, [this.id]: [up + amount, down] as const });
  }

  decrement(amount: number): void {
    requireAmount(amount);
    const [up, down] = this.table[this.id] ?? [0, 0];
    this.table = Object.freeze({ ...this.table, [this.id]: [up, down + amount] as const });
  }

  value(): number {
    return Object.values(this.table).reduce((total, [up, down]) => total + up - down, 0);
  }

  state(): string {
    return JSON.stringify(this.table);
  }

  merge(state: string): void {
    const merged: Record<string, readonly [number, number]> = { ...this.table };
    for (const [node, theirs] of Object.entries(JSON.parse(state) as Table)) {
      const mine = merged[node] ?? [0, 0];
      merged[node] = [Math.max(mine[0], theirs[0]), Math.max(mine[1], theirs[1])];
    }
    this.table = Object.freeze(merged);
  }
}
