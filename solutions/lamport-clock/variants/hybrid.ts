// hidden: truthlab-hidden-7f3a
type NodeId = string;

// A hybrid clock without a wall clock to read: epochs of four events, and a count within each.
export interface Stamp {
  readonly epoch: number;
  readonly count: number;
  readonly node: NodeId;
}

export class LamportClock {
  private now: Stamp;

  constructor(node: NodeId) {
    this.now = { epoch: 0, count: -1, node };
  }

  tick(): Stamp {
    const { epoch, count, node } = this.now;
    this.now = count === 3
      ? { epoch: epoch + 1, count: 0, node }
      : { epoch, count: count + 1, node };
    return this.now;
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    const { node } = this.now;
    if (compare({ ...stamp, node }, this.now) > 0) this.now = { ...stamp, node };
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one.epoch !== other.epoch) return one.epoch > other.epoch ? 1 : -1;
  if (one.count !== other.count) return one.count > other.count ? 1 : -1;
  return one.node < other.node ? -1 : +(one.node > other.node);
}
