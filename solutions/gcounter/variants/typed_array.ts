// hidden: truthlab-hidden-7f3a
// A typed array that grows with the largest number among the replicas.

export class GCounter {
  private counts = new BigUint64Array(4);
  private readonly place: number;

  constructor(id: string) {
    this.place = Number(id.slice(1));
  }

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.makeRoom(this.place + 1);
    this.counts[this.place] += BigInt(amount);
  }

  value(): number {
    return Number(this.counts.reduce((sum, count) => sum + count, 0n));
  }

  /** Only what was counted: there may be much room in between. */
  state(): [number, bigint][] {
    return [...this.counts.entries()].filter(([, count]) => count > 0n);
  }

  merge(state: [number, bigint][]): void {
    for (const [place, count] of state) {
      this.makeRoom(place + 1);
      if (count > this.counts[place]) this.counts[place] = count;
    }
  }

  private makeRoom(size: number): void {
    if (size <= this.counts.length) return;
    const larger = new BigUint64Array(2 * size);
    larger.set(this.counts);
    this.counts = larger;
  }
}
