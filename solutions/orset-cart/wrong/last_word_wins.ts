// FAILS: keeps-adds
// hidden: truthlab-hidden-7f3a
// Per article the last add or remove wins, by a Lamport clock: what was done at the same time
// elsewhere is lost.

type Sku = string | number;

interface Word {
  readonly time: number;
  readonly by: string;
  readonly quantity: number;
}

export class Cart {
  private readonly words = new Map<Sku, Word>();

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError("Strange quantity");
    this.say(sku, (this.words.get(sku)?.quantity ?? 0) + quantity);
  }

  remove(sku: Sku): void {
    if (this.words.has(sku)) this.say(sku, 0);
  }

  contents(): Map<Sku, number> {
    return new Map(
      [...this.words].filter(([, word]) => word.quantity > 0).map(([sku, word]) => [
        sku,
        word.quantity,
      ]),
    );
  }

  state(): Map<Sku, Word> {
    return new Map(this.words);
  }

  merge(state: Map<Sku, Word>): void {
    for (const [sku, theirs] of state) {
      const mine = this.words.get(sku);
      const isLater = mine === undefined || theirs.time > mine.time ||
        (theirs.time === mine.time && theirs.by > mine.by);
      if (isLater) this.words.set(sku, theirs);
    }
  }

  private say(sku: Sku, quantity: number): void {
    const time = (this.words.get(sku)?.time ?? 0) + 1;
    this.words.set(sku, { time, by: this.id, quantity });
  }
}
