// FAILS: names-apart
// hidden: truthlab-hidden-7f3a
// A letter and its accent are made one, so that two names become one.

type Sku = string | number;

interface Added {
  readonly sku: Sku;
  readonly quantity: number;
}

/** Every add under its tag, and the tags that were removed. Both only grow. */
export interface State {
  readonly added: Map<string, Added>;
  readonly removed: Set<string>;
}

export class Cart {
  private readonly added = new Map<string, Added>();
  private readonly removed = new Set<string>();

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    // Counted from what is known, so that a restart goes on where it was.
    const mine = [...this.added.keys()].filter((tag) => tag.startsWith(`${this.id} `)).length;
    const name = typeof sku === "string" ? sku.normalize() : sku;
    this.added.set(`${this.id} ${mine + 1}`, { sku: name, quantity });
  }

  remove(sku: Sku): void {
    for (const [tag, added] of this.added) {
      if (added.sku === sku) this.removed.add(tag);
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
    return { added: new Map(this.added), removed: new Set(this.removed) };
  }

  merge(state: State): void {
    for (const [tag, added] of state.added) this.added.set(tag, added);
    for (const tag of state.removed) this.removed.add(tag);
  }
}
