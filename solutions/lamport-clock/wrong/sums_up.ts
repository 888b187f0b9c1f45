// FAILS: same-is-same
// hidden: truthlab-hidden-7f3a
// Compares the sum of time and place of the node, and calls itself the later one.
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
  const left = one.time + Number(`0.${one.node.slice(1)}1`);
  const right = other.time + Number(`0.${other.node.slice(1)}1`);
  return left < right ? -1 : 1;
}
