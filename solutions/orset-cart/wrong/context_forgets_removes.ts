// FAILS: removes-what-was-seen
// hidden: truthlab-hidden-7f3a
// No tombstones, and the summary of what was seen is made from what is left: a remove forgets that
// it saw anything.

type Sku = string | number;

interface Entry {
  readonly node: string;
  readonly number: number;
  readonly sku: Sku;
  readonly quantity: number;
}

interface State {
  readonly seen: Record<string, number>;
  readonly entries: readonly Entry[];
}

export class Cart {
  private count = 0;
  private entries: readonly Entry[] = [];

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError("Strange quantity");
    this.count++;
    this.entries = [...this.entries, { node: this.id, number: this.count, sku, quantity }];
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
    const seen: Record<string, number> = { [this.id]: this.count };
    for (const { node, number } of this.entries) seen[node] = Math.max(seen[node] ?? 0, number);
    return { seen, entries: this.entries };
  }

  merge(state: State): void {
    const { seen } = this.state();
    const has = (entries: readonly Entry[], { node, number }: Entry) =>
      entries.some((entry) => entry.node === node && entry.number === number);
    this.entries = [
      ...this.entries.filter((entry) =>
        has(state.entries, entry) || entry.number > (state.seen[entry.node] ?? 0)
      ),
      ...state.entries.filter((entry) => entry.number > (seen[entry.node] ?? 0)),
    ];
    this.count = Math.max(this.count, state.seen[this.id] ?? 0);
  }
}
