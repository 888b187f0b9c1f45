// FAILS: clocks-apart
// hidden: truthlab-hidden-7f3a
// The node is kept in a variable of the file: the last clock that was made renames all others.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

let me: NodeId;

export class LamportClock {
  private time = 0;

  constructor(node: NodeId) {
    me = node;
  }

  tick(): Stamp {
    this.time += 1;
    return { time: this.time, node: me };
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
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
