// hidden: truthlab-hidden-7f3a
// A Map, given out as a copy.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class GCounter {
  readonly #id: string;
  readonly #counts = new Map<string, number>();

  constructor(id: string) {
    this.#id = id;
  }

  increment(amount: number): void {
    requireAmount(amount);
    this.merge(new Map([[this.#id, (this.#counts.get(this.#id) ?? 0) + amount]]));
  }

  value(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }

  state(): Map<string, number> {
    return new Map(this.#counts);
  }

  merge(state: Map<string, number>): void {
    for (const [node, count] of state) {
      if (count >= (this.#counts.get(node) ?? 0)) this.#counts.set(node, count);
    }
  }
}
