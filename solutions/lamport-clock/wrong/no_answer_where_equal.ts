// FAILS: answers
// hidden: truthlab-hidden-7f3a
// Where both are the same, nothing is returned.
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
  if (one.time < other.time) return -1;
  if (one.time > other.time) return 1;
  if (one.node < other.node) return -1;
  if (one.node > other.node) return 1;
  return undefined as unknown as number;
}
