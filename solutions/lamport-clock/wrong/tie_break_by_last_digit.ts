// FAILS: no-ties
// hidden: truthlab-hidden-7f3a
// n2 and n12 end alike, and so their events tie.
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
  if (one.time !== other.time) return one.time - other.time;
  return Number(one.node.at(-1)) - Number(other.node.at(-1));
}
