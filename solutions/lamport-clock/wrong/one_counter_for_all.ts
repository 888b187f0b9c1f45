// FAILS: clocks-apart
// hidden: truthlab-hidden-7f3a
// The counter is a variable of the file: every clock moves all others.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

let time = 0;

export class LamportClock {
  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    time += 1;
    return { time, node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    time = Math.max(time, stamp.time);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
