// hidden: truthlab-hidden-7f3a
// An array in which n7 has place 7, with holes.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class GCounter {
  readonly counts: number[] = [];
  readonly place: number;

  constructor(id: string) {
    this.place = Number(id.slice(1));
  }

  increment(amount: number): void {
    requireAmount(amount);
    this.counts[this.place] = (this.counts[this.place] || 0) + amount;
  }

  value(): number {
    return this.counts.reduce((sum, count) => sum + (count || 0), 0);
  }

  state(): number[] {
    return this.counts.slice();
  }

  merge(state: number[]): void {
    for (let place = 0; place < state.length; place++) {
      this.counts[place] = Math.max(this.counts[place] || 0, state[place] || 0);
    }
  }
}
