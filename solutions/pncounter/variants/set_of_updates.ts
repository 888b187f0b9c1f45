// hidden: truthlab-hidden-7f3a
// Every update is remembered as text, with its number at its replica: a set that only grows.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

export class PNCounter {
  readonly #id: string;
  #updates = new Set<string>();

  constructor(id: string) {
    this.#id = id;
  }

  increment(amount: number): void {
    requireAmount(amount);
    this.#add(amount);
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.#add(-amount);
  }

  value(): number {
    let total = 0;
    for (const update of this.#updates) total += Number(update.split(" ")[2]);
    return total;
  }

  state(): string[] {
    return [...this.#updates].sort();
  }

  merge(state: string[]): void {
    for (const update of state) this.#updates.add(update);
  }

  #add(by: number): void {
    const mine = [...this.#updates].filter((update) => update.startsWith(`${this.#id} `));
    this.#updates.add(`${this.#id} ${mine.length + 1} ${by}`);
  }
}
