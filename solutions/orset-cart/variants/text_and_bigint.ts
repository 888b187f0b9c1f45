// hidden: truthlab-hidden-7f3a
// Tags by article under a key in JSON, quantities as bigint, removed ones as 0n; the highest
// number travels apart.

type Sku = string | number;

function requireQuantity(quantity: number): void {
  if (Number.isSafeInteger(quantity) && quantity >= 1) return;
  throw new RangeError(`Cannot add ${quantity}`);
}

interface State {
  readonly latest: Record<string, number>;
  readonly articles: Map<string, Map<string, bigint>>;
}

export class Cart {
  private latest: Record<string, number> = {};
  private articles = new Map<string, Map<string, bigint>>();

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    requireQuantity(quantity);
    this.latest[this.id] = (this.latest[this.id] ?? 0) + 1;
    this.tagsOf(JSON.stringify(sku)).set(`${this.latest[this.id]}${this.id}`, BigInt(quantity));
  }

  remove(sku: Sku): void {
    const tags = this.articles.get(JSON.stringify(sku));
    for (const tag of tags?.keys() ?? []) tags!.set(tag, 0n);
  }

  contents(): Map<Sku, number> {
    const contents = new Map<Sku, number>();
    for (const [key, tags] of this.articles) {
      const sum = [...tags.values()].reduce((total, quantity) => total + quantity, 0n);
      if (sum > 0n) contents.set(JSON.parse(key), Number(sum));
    }
    return contents;
  }

  state(): State {
    return structuredClone({ latest: this.latest, articles: this.articles });
  }

  merge({ latest, articles }: State): void {
    for (const [node, number] of Object.entries(latest)) {
      if (number > (this.latest[node] ?? 0)) this.latest[node] = number;
    }
    for (const [key, theirs] of articles) {
      const mine = this.tagsOf(key);
      for (const [tag, quantity] of theirs) {
        if (!mine.has(tag) || quantity === 0n) mine.set(tag, quantity);
      }
    }
  }

  private tagsOf(key: string): Map<string, bigint> {
    const tags = this.articles.get(key) ?? new Map<string, bigint>();
    this.articles.set(key, tags);
    return tags;
  }
}
