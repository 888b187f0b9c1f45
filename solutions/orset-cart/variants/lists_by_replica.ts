// hidden: truthlab-hidden-7f3a
// A list of adds for each replica; a removed one has become null.

type Sku = string | number;

function requireQuantity(quantity: number): void {
  if (Number.isSafeInteger(quantity) && quantity >= 1) return;
  throw new RangeError(`Cannot add ${quantity}`);
}

type Entry = { readonly sku: Sku; readonly quantity: number } | null;
type State = Record<string, Entry[]>;

export class Cart {
  lists: State = {};

  constructor(readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    requireQuantity(quantity);
    (this.lists[this.id] ??= []).push({ sku, quantity });
  }

  remove(sku: Sku): void {
    for (const list of Object.values(this.lists)) {
      list.forEach((entry, place) => {
        if (entry?.sku === sku) list[place] = null;
      });
    }
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const entry of Object.values(this.lists).flat()) {
      if (entry) contents.set(entry.sku, (contents.get(entry.sku) ?? 0) + entry.quantity);
    }
    return contents;
  }

  state(): State {
    return this.lists;
  }

  merge(state: State): void {
    for (const [node, theirs] of Object.entries(state)) {
      const mine = this.lists[node] ?? [];
      const length = Math.max(mine.length, theirs.length);
      this.lists[node] = Array.from({ length }, (_, place) => {
        if (place >= mine.length) return theirs[place];
        if (place >= theirs.length) return mine[place];
        return theirs[place] === null ? null : mine[place];
      });
    }
  }
}
