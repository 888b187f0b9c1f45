// hidden: truthlab-hidden-7f3a
// One table: "+n1" counts up, "-n1" counts down, with bigint.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class PNCounter {
  private counts = new Map<string, bigint>();

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.grow(`+${this.id}`, BigInt(amount));
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.grow(`-${this.id}`, BigInt(amount));
  }

  value(): number {
    let total = 0n;
    for (const [name, count] of this.counts) total += name.startsWith("+") ? count : -count;
    return Number(total);
  }

  state(): Map<string, bigint> {
    return this.counts;
  }

  merge(state: Map<string, bigint>): void {
    const merged = new Map(this.counts);
    for (const [name, count] of state) {
      const mine = merged.get(name);
      if (mine === undefined || mine < count) merged.set(name, count);
    }
    this.counts = merged;
  }

  private grow(name: string, by: bigint): void {
    this.merge(new Map([[name, (this.counts.get(name) ?? 0n) + by]]));
  }
}
