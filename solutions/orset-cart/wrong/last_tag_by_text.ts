// FAILS: survives-restart
// hidden: truthlab-hidden-7f3a
// After a restart the last tag is looked up in the order of texts, where 9 comes after 12.

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

export class Cart {
  private readonly added = new Map<string, Added>();
  private readonly removed = new Set<string>();
  private next = 1;

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    this.added.set(`${this.id} ${this.next}`, { sku, quantity });
    this.next += 1;
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
    const mine = [...this.added.keys()].filter((tag) => tag.startsWith(`${this.id} `));
    const last = mine.map((tag) => tag.split(" ")[1]).sort().at(-1) ?? "0";
    this.next = Math.max(this.next, Number(last) + 1);
  }
}
