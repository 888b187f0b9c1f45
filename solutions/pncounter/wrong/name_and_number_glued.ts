// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// The eleventh update of n1 has the name of the first of n11.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class PNCounter {
  private readonly updates = new Map<string, number>();
  private written = 0;

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.add(amount);
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.add(-amount);
  }

  value(): number {
    return [...this.updates.values()].reduce((sum, by) => sum + by, 0);
  }

  state(): [string, number][] {
    return [...this.updates];
  }

  merge(state: [string, number][]): void {
    for (const [name, by] of state) this.updates.set(name, by);
  }

  private add(by: number): void {
    do this.written += 1; while (this.updates.has(`${this.id}${this.written}`));
    this.updates.set(`${this.id}${this.written}`, by);
  }
}
