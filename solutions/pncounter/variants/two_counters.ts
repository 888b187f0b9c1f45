// hidden: truthlab-hidden-7f3a
// Two objects of a grow-only counter, one for each way.

class GCounter {
  readonly #counts = new Map<string, number>();

  constructor(readonly id: string) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is strange`);
    this.#counts.set(this.id, (this.#counts.get(this.id) ?? 0) + amount);
  }

  value(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  state(): Map<string, number> {
    return new Map(this.#counts);
  }

  merge(state: Map<string, number>): void {
    state.forEach((count, node) => {
      if (count > (this.#counts.get(node) ?? 0)) this.#counts.set(node, count);
    });
  }
}

export class PNCounter {
  readonly #up: GCounter;
  readonly #down: GCounter;

  constructor(id: string) {
    this.#up = new GCounter(id);
    this.#down = new GCounter(id);
  }

  increment(amount: number): void {
    this.#up.increment(amount);
  }

  decrement(amount: number): void {
    this.#down.increment(amount);
  }

  value(): number {
    return this.#up.value() - this.#down.value();
  }

  state(): [Map<string, number>, Map<string, number>] {
    return [this.#up.state(), this.#down.state()];
  }

  merge([up, down]: [Map<string, number>, Map<string, number>]): void {
    this.#up.merge(up);
    this.#down.merge(down);
  }
}
