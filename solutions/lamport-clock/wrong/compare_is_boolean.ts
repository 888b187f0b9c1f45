// FAILS: answers
// hidden: truthlab-hidden-7f3a
// It says whether the first is smaller; a sort would take both answers for "not smaller".
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

export function compare(one: Stamp, other: Stamp): boolean {
  if (one.time !== other.time) return one.time < other.time;
  return one.node < other.node;
}
