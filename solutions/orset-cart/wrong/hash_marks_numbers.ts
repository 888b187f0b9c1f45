// FAILS: names-apart
// hidden: truthlab-hidden-7f3a
// A number is written with a # before it, and the text "#1" is taken for one.

type Sku = string | number;

const keyOf = (sku: Sku): string => typeof sku === "number" ? `#${sku}` : sku;
const skuOf = (key: string): Sku => key.startsWith("#") ? Number(key.slice(1)) : key;

interface Added {
  readonly key: string;
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

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    const mine = [...this.added.keys()].filter((tag) => tag.startsWith(`${this.id} `)).length;
    this.added.set(`${this.id} ${mine + 1}`, { key: keyOf(sku), quantity });
  }

  remove(sku: Sku): void {
    for (const [tag, { key }] of this.added) {
      if (key === keyOf(sku)) this.removed.add(tag);
    }
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const [tag, { key, quantity }] of this.added) {
      if (this.removed.has(tag)) continue;
      const sku = skuOf(key);
      contents.set(sku, (contents.get(sku) ?? 0) + quantity);
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
