// hidden: truthlab-hidden-7f3a
// Two counts of each article for every replica: all that it added, and how much of that is gone.

type Sku = string | number;

interface Counts {
  readonly added: number;
  readonly gone: number;
}

interface Article {
  readonly sku: Sku;
  readonly counts: ReadonlyMap<string, Counts>;
}

const NOTHING: Counts = { added: 0, gone: 0 };

export class Cart {
  private articles: ReadonlyMap<string, Article> = new Map();

  constructor(private readonly id: string) {}

  add(sku: Sku, quantity: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new RangeError(`Cannot add ${quantity}: expected a whole number from 1`);
    }
    const { counts } = this.article(sku);
    const { added, gone } = counts.get(this.id) ?? NOTHING;
    this.put({ sku, counts: new Map(counts).set(this.id, { added: added + quantity, gone }) });
  }

  remove(sku: Sku): void {
    const counts = [...this.article(sku).counts];
    this.put({
      sku,
      counts: new Map(counts.map(([node, { added }]) => [node, { added, gone: added }])),
    });
  }

  contents(): Map<Sku, number> {
    const quantities = [...this.articles.values()].map(({ sku, counts }) => {
      const left = [...counts.values()].reduce((sum, { added, gone }) => sum + added - gone, 0);
      return [sku, left] as const;
    });
    return new Map(quantities.filter(([, left]) => left > 0));
  }

  state(): ReadonlyMap<string, Article> {
    return this.articles;
  }

  merge(state: ReadonlyMap<string, Article>): void {
    for (const { sku, counts } of state.values()) {
      const merged = new Map(this.article(sku).counts);
      for (const [node, { added, gone }] of counts) {
        const mine = merged.get(node) ?? NOTHING;
        merged.set(node, { added: Math.max(mine.added, added), gone: Math.max(mine.gone, gone) });
      }
      this.put({ sku, counts: merged });
    }
  }

  private article(sku: Sku): Article {
    return this.articles.get(key(sku)) ?? { sku, counts: new Map() };
  }

  private put(article: Article): void {
    this.articles = new Map(this.articles).set(key(article.sku), article);
  }
}

function key(sku: Sku): string {
  return `${typeof sku} ${sku}`;
}
