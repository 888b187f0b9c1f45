// hidden: truthlab-hidden-7f3a
// An array of pairs: n7 has place 7, with holes where nobody is.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

type Pair = [up: number, down: number];

export class PNCounter {
  readonly pairs: Pair[] = [];

  constructor(readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.own()[0] += amount;
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.own()[1] += amount;
  }

  value(): number {
    let total = 0;
    this.pairs.forEach((pair) => {
      if (pair) total += pair[0] - pair[1];
    });
    return total;
  }

  state(): { readonly pairs: Pair[] } {
    return this;
  }

  merge({ pairs }: { readonly pairs: readonly (Pair | undefined)[] }): void {
    pairs.forEach((theirs, place) => {
      if (!theirs) return;
      const mine = this.at(place);
      mine[0] = Math.max(mine[0], theirs[0]);
      mine[1] = Math.max(mine[1], theirs[1]);
    });
  }

  private own(): Pair {
    return this.at(Number(this.id.slice(1)));
  }

  private at(place: number): Pair {
    return this.pairs[place] ??= [0, 0];
  }
}
