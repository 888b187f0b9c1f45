// FAILS: transitive
// hidden: truthlab-hidden-7f3a
// The next node in the ring wins: n1 beats n2, n2 beats n3, and n3 beats n1.
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
  const number = (node: NodeId) => Number(node.slice(1));
  const ahead = (number(other.node) - number(one.node)) % 3;
  if (one.node === other.node) return 0;
  if (ahead === 0) return one.node < other.node ? -1 : 1;
  return ahead === 1 || ahead === -2 ? -1 : 1;
}
