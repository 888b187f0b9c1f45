// FAILS: removes-what-was-seen
// hidden: truthlab-hidden-7f3a
// Only the last ten tombstones are kept, and their adds are forgotten, though an older state may
// still be under way.

type Sku = string | number;

interface Added {
  readonly sku: Sku;
  readonly quantity: number;
}

/** Every add under its tag, and the tags that were removed. Both only grow. */
export interface State {
  readonly added: Map<string, Added>;
  readonly removed: Set<string>;
  readonly count: readonly [string, number];
}

export class Cart {
  private readonly added = new Map<string, Added>();
  private readonly removed = new Set<string>();
  private count = 0;

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    this.added.set(`${this.id} ${++this.count}`, { sku, quantity });
  }

  remove(sku: Sku): void {
    for (const [tag, added] of this.added) {
      if (added.sku === sku) this.removed.add(tag);
    }
    for (const tag of this.removed) {
      if (this.removed.size <= 10) break;
      this.removed.delete(tag);
      this.added.delete(tag);
    }
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const [tag, { sku, quantity }] of this.added) {
      if (!this.removed.has(tag)) contents.set(sku, (contents.get(sku) ?? 0) + quantity);
    }
    return contents;
  }

  state(): State {
    return {
      added: new Map(this.added),
      removed: new Set(this.removed),
      count: [this.id, this.count],
    };
  }

  merge(state: State): void {
    if (state.count[0] === this.id) this.count = Math.max(this.count, state.count[1]);
    for (const [tag, added] of state.added) this.added.set(tag, added);
    for (const tag of state.removed) this.removed.add(tag);
    for (const tag of this.removed) {
      if (this.removed.size <= 10) break;
      this.removed.delete(tag);
      this.added.delete(tag);
    }
  }
}
