// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Carries a whole vector clock, of which the total is a Lamport clock: what happened before knows less.
export interface Stamp {
  readonly counts: Readonly<Record<NodeId, number>>;
  readonly node: NodeId;
}

export class LamportClock {
  private counts: Readonly<Record<NodeId, number>> = {};

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.counts = { ...this.counts, [this.node]: (this.counts[this.node] ?? 0) + 1 };
    return { counts: this.counts, node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive({ counts }: Stamp): Stamp {
    const merged = { ...counts };
    for (const [node, count] of Object.entries(this.counts)) {
      merged[node] = Math.max(count, merged[node] ?? 0);
    }
    this.counts = merged;
    return this.tick();
  }
}

const total = ({ counts }: Stamp) => Object.values(counts).reduce((sum, count) => sum + count, 0);

export function compare(one: Stamp, other: Stamp): number {
  const difference = total(one) - total(other);
  if (difference !== 0) return difference;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
