// FAILS: clocks-apart
// hidden: truthlab-hidden-7f3a
// The counter belongs to the class, and not to the clock.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock {
  private static time = 0;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    LamportClock.time += 1;
    return { time: LamportClock.time, node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    LamportClock.time = Math.max(LamportClock.time, stamp.time);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
