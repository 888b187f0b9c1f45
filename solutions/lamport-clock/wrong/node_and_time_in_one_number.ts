// FAILS: no-ties
// hidden: truthlab-hidden-7f3a
// Ten numbers for the nodes are too few: the tenth runs into the next tick.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock {
  private time = 0;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.time += 1;
    return { time: this.time, node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    this.time = Math.max(this.time, stamp.time);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  const rank = ({ time, node }: Stamp) => time * 10 + Number(node.slice(1));
  return rank(one) - rank(other);
}
