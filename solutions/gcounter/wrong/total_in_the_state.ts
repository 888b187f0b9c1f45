// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// The state is one number, and merging keeps the larger of two totals.

export class GCounter {
  private total = 0;

  constructor(_id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.total += amount;
  }

  value(): number {
    return this.total;
  }

  state(): number {
    return this.total;
  }

  merge(state: number): void {
    this.total = Math.max(this.total, state);
  }
}
