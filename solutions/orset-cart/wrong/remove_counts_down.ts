// FAILS: keeps-adds
// hidden: truthlab-hidden-7f3a
// A two-way counter per article, of which a remove takes what it sees: two removes at once take it
// twice.

type Sku = string | number;

interface Counts {
  readonly up: Map<string, number>;
  readonly down: Map<string, number>;
}

export class Cart {
  private readonly counters = new Map<Sku, Counts>();

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError("Strange quantity");
    grow(this.counter(sku).up, this.id, quantity);
  }

  remove(sku: Sku): void {
    const counter = this.counter(sku);
    grow(counter.down, this.id, Math.max(0, sum(counter.up) - sum(counter.down)));
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const [sku, { up, down }] of this.counters) {
      if (sum(up) > sum(down)) contents.set(sku, sum(up) - sum(down));
    }
    return contents;
  }

  state(): Map<Sku, Counts> {
    return new Map(
      [...this.counters].map(([sku, { up, down }]) => [sku, {
        up: new Map(up),
        down: new Map(down),
      }]),
    );
  }

  merge(state: Map<Sku, Counts>): void {
    for (const [sku, theirs] of state) {
      const mine = this.counter(sku);
      keepLarger(mine.up, theirs.up);
      keepLarger(mine.down, theirs.down);
    }
  }

  private counter(sku: Sku): Counts {
    let counter = this.counters.get(sku);
    if (counter === undefined) {
      counter = { up: new Map(), down: new Map() };
      this.counters.set(sku, counter);
    }
    return counter;
  }
}

function grow(counts: Map<string, number>, id: string, by: number): void {
  counts.set(id, (counts.get(id) ?? 0) + by);
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function keepLarger(mine: Map<string, number>, theirs: Map<string, number>): void {
  for (const [id, count] of theirs) mine.set(id, Math.max(mine.get(id) ?? 0, count));
}
