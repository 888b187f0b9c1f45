// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// There is a slot for each of n0 to n15, and none for anybody else.

const SLOTS = 16;

export class GCounter {
  private slots: number[] = Array(SLOTS).fill(0);
  private readonly slot: number;

  constructor(id: string) {
    this.slot = Number(id.slice(1));
  }

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    if (this.slot < SLOTS) this.slots[this.slot] += amount;
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
