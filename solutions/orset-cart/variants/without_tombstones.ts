// hidden: truthlab-hidden-7f3a
// No tombstones: a dot that the other has seen and no longer holds was removed (Bieniusa and
// others, 2012).

type Sku = string | number;

function requireQuantity(quantity: number): void {
  if (Number.isSafeInteger(quantity) && quantity >= 1) return;
  throw new RangeError(`Cannot add ${quantity}`);
}

interface Entry {
  readonly node: string;
  readonly number: number;
  readonly sku: Sku;
  readonly quantity: number;
}

interface State {
  /** For each replica, how many of its adds were seen. */
  readonly seen: Readonly<Record<string, number>>;
  readonly entries: readonly Entry[];
}

export class Cart {
  private seen: Readonly<Record<string, number>> = {};
  private entries: readonly Entry[] = [];

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    requireQuantity(quantity);
    const number = (this.seen[this.id] ?? 0) + 1;
    this.seen = { ...this.seen, [this.id]: number };
    this.entries = [...this.entries, { node: this.id, number, sku, quantity }];
  }

  remove(sku: Sku): void {
    this.entries = this.entries.filter((entry) => entry.sku !== sku);
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const { sku, quantity } of this.entries) {
      contents.set(sku, (contents.get(sku) ?? 0) + quantity);
    }
    return contents;
  }

  state(): State {
    return { seen: this.seen, entries: this.entries };
  }

  merge(state: State): void {
    const mine = this.entries.filter((entry) => has(state.entries, entry) || !saw(state, entry));
    const news = state.entries.filter((entry) => !saw({ seen: this.seen }, entry));
    const seen: Record<string, number> = { ...this.seen };
    for (const [node, number] of Object.entries(state.seen)) {
      seen[node] = Math.max(seen[node] ?? 0, number);
    }
    this.entries = [...mine, ...news];
    this.seen = seen;
  }
}

function saw(who: { readonly seen: Readonly<Record<string, number>> }, entry: Entry): boolean {
  return entry.number <= (who.seen[entry.node] ?? 0);
}

function has(entries: readonly Entry[], { node, number }: Entry): boolean {
  return entries.some((entry) => entry.node === node && entry.number === number);
}
