// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// n17 counts in the slot of n1, so the larger of the two hides the other.

const SLOTS = 16;

export class GCounter {
  private slots: number[] = Array(SLOTS).fill(0);
  private readonly slot: number;

  constructor(id: string) {
    this.slot = Number(id.slice(1)) % SLOTS;
  }

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.slots[this.slot] += amount;
  }

  value(): number {
    return this.slots.reduce((sum, count) => sum + count, 0);
  }

  state(): number[] {
    return [...this.slots];
  }

  merge(slots: number[]): void {
    this.slots = this.slots.map((count, slot) => Math.max(count, slots[slot]));
  }
}
