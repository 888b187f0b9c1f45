// hidden: truthlab-hidden-7f3a
// Its own count lies apart from those of others, and merging heeds both.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

interface State {
  readonly from: string;
  readonly own: number;
  readonly others: Record<string, number>;
}

export class GCounter {
  own = 0;
  others: Record<string, number> = {};
  sum = 0;

  constructor(readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.own += amount;
    this.sum += amount;
  }

  value(): number {
    return this.sum;
  }

  state(): State {
    return { from: this.id, own: this.own, others: { ...this.others } };
  }

  merge({ from, own, others }: State): void {
    this.learn(from, own);
    for (const node in others) this.learn(node, others[node]);
  }

  private learn(node: string, count: number): void {
    const known = node === this.id ? this.own : this.others[node] ?? 0;
    if (count <= known) return;
    this.sum += count - known;
    if (node === this.id) this.own = count;
    else this.others[node] = count;
  }
}
