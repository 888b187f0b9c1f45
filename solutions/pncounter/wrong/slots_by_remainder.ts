// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// n17 counts in the slots of n1, so the larger of the two hides the other.

const SLOTS = 16;

interface State {
  readonly up: number[];
  readonly down: number[];
}

export class PNCounter {
  private up: number[] = Array(SLOTS).fill(0);
  private down: number[] = Array(SLOTS).fill(0);
  private readonly slot: number;

  constructor(id: string) {
    this.slot = Number(id.slice(1)) % SLOTS;
  }

  increment(amount: number): void {
    this.up[this.slot] += checked(amount);
  }

  decrement(amount: number): void {
    this.down[this.slot] += checked(amount);
  }

  value(): number {
    return this.up.reduce((sum, count, slot) => sum + count - this.down[slot], 0);
  }

  state(): State {
    return { up: [...this.up], down: [...this.down] };
  }

  merge(state: State): void {
    this.up = this.up.map((count, slot) => Math.max(count, state.up[slot]));
    this.down = this.down.map((count, slot) => Math.max(count, state.down[slot]));
  }
}

function checked(amount: number): number {
  if (Number.isSafeInteger(amount) && amount >= 0) return amount;
  throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
}
