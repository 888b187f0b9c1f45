// hidden: truthlab-hidden-7f3a
// A log of adds and removes, each remove with the tags that it had seen; the contents are worked
// out when they are read.

type Sku = string | number;

function requireQuantity(quantity: number): void {
  if (Number.isSafeInteger(quantity) && quantity >= 1) return;
  throw new RangeError(`Cannot add ${quantity}`);
}

type Entry =
  | { readonly add: Sku; readonly quantity: number }
  | { readonly remove: readonly string[] };

export class Cart {
  readonly #id: string;
  readonly #log = new Map<string, Entry>();

  constructor(id: string) {
    this.#id = id;
  }

  add(sku: Sku, quantity: number): void {
    requireQuantity(quantity);
    this.#write({ add: sku, quantity });
  }

  remove(sku: Sku): void {
    const seen = [...this.#log].filter(([, entry]) => "add" in entry && entry.add === sku);
    this.#write({ remove: seen.map(([tag]) => tag) });
  }

  contents(): Map<Sku, number> {
    const gone = new Set(
      [...this.#log.values()].flatMap((entry) => "remove" in entry ? entry.remove : []),
    );
    const contents = new Map<Sku, number>();
    for (const [tag, entry] of this.#log) {
      if (!("add" in entry) || gone.has(tag)) continue;
      contents.set(entry.add, (contents.get(entry.add) ?? 0) + entry.quantity);
    }
    return contents;
  }

  state(): readonly (readonly [string, Entry])[] {
    return [...this.#log];
  }

  merge(state: readonly (readonly [string, Entry])[]): void {
    for (const [tag, entry] of state) this.#log.set(tag, entry);
  }

  #write(entry: Entry): void {
    const mine = [...this.#log.keys()].filter((tag) => tag.split("@")[1] === this.#id).length;
    this.#log.set(`${mine}@${this.#id}`, entry);
  }
}
