// FAILS: names-apart
// hidden: truthlab-hidden-7f3a
// The article is read back from the tag, up to the first colon.

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
    const mine = [...this.added.keys()].filter((tag) => tag.endsWith(` ${this.id}`)).length;
    this.added.set(`${sku}:${mine + 1} ${this.id}`, { sku, quantity });
  }

  remove(sku: Sku): void {
    for (const [tag, added] of this.added) {
      if (added.sku === sku) this.removed.add(tag);
    }
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const [tag, { sku, quantity }] of this.added) {
      const name = typeof sku === "string" ? tag.split(":")[0] : sku;
      if (!this.removed.has(tag)) contents.set(name, (contents.get(name) ?? 0) + quantity);
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
