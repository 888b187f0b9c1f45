// FAILS: stamps-kept
// hidden: truthlab-hidden-7f3a
// There is one stamp only: the next event changes what was handed out.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock {
  private stamp: { time: number; node: NodeId };

  constructor(node: NodeId) {
    this.stamp = { time: 0, node };
  }

  tick(): Stamp {
    this.stamp.time += 1;
    return this.stamp;
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    this.stamp.time = Math.max(this.stamp.time, stamp.time);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
