// FAILS: no-ties
// hidden: truthlab-hidden-7f3a
// Time and node are one number, with room for a thousand nodes.

type NodeId = string;

export type Stamp = number;

export class LamportClock {
  private time = 0;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.time += 1;
    return 1000 * this.time + Number(this.node.slice(1));
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    this.time = Math.max(this.time, Math.floor(stamp / 1000));
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  return one - other;
}
