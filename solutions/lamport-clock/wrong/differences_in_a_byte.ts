// FAILS: runs-on
// hidden: truthlab-hidden-7f3a
// The difference of two times is cut to eight bits.

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
  if (one.time !== other.time) return ((one.time - other.time) << 24) >> 24;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
