// FAILS: removes-what-was-seen
// hidden: truthlab-hidden-7f3a
// Tombstones must not grow for ever: the last hundred are kept.

type Sku = string | number;

interface Added {
  readonly sku: Sku;
  readonly quantity: number;
}

/** Every add under its tag, and the tags that were removed. */
export interface State {
  readonly added: Map<string, Added>;
  readonly removed: Set<string>;
}

const REMOVED_MAX = 100;

export class Cart {
  private readonly added = new Map<string, Added>();
  private readonly removed = new Set<string>();
  private written = 0;

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    do this.written += 1; while (this.isTaken(`${this.id} ${this.written}`));
    this.added.set(`${this.id} ${this.written}`, { sku, quantity });
  }

  remove(sku: Sku): void {
    for (const [tag, added] of this.added) {
      if (added.sku === sku) this.bury(tag);
    }
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const { sku, quantity } of this.added.values()) {
      contents.set(sku, (contents.get(sku) ?? 0) + quantity);
    }
    return contents;
  }

  state(): State {
    return { added: new Map(this.added), removed: new Set(this.removed) };
  }

  merge(state: State): void {
    for (const tag of state.removed) this.bury(tag);
    for (const [tag, added] of state.added) {
      if (!this.removed.has(tag)) this.added.set(tag, added);
    }
  }

  private isTaken(tag: string): boolean {
    return this.added.has(tag) || this.removed.has(tag);
  }

  private bury(tag: string): void {
    this.added.delete(tag);
    this.removed.add(tag);
    for (const oldest of this.removed) {
      if (this.removed.size > REMOVED_MAX) this.removed.delete(oldest);
    }
  }
}
