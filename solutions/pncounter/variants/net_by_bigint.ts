// hidden: truthlab-hidden-7f3a
// Pairs of bigint in a Map, handed out as it is.

type Counts = readonly [up: bigint, down: bigint];

const NOTHING: Counts = [0n, 0n];

export class PNCounter {
  readonly #id: string;
  readonly #counts = new Map<string, Counts>();

  constructor(id: string) {
    this.#id = id;
  }

  increment(amount: number): void {
    this.#count(amount, 0);
  }

  decrement(amount: number): void {
    this.#count(0, amount);
  }

  value(): number {
    let net = 0n;
    this.#counts.forEach(([up, down]) => net += up - down);
    return Number(net);
  }

  state(): ReadonlyMap<string, Counts> {
    return this.#counts;
  }

  merge(state: ReadonlyMap<string, Counts>): void {
    for (const [node, [up, down]] of state) {
      const mine = this.#counts.get(node) ?? NOTHING;
      this.#counts.set(node, [larger(up, mine[0]), larger(down, mine[1])]);
    }
  }

  #count(up: number, down: number): void {
    for (const amount of [up, down]) {
      if (Number.isSafeInteger(amount) && amount >= 0) continue;
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    const mine = this.#counts.get(this.#id) ?? NOTHING;
    this.#counts.set(this.#id, [mine[0] + BigInt(up), mine[1] + BigInt(down)]);
  }
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
