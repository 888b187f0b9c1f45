// FAILS: no-ties
// hidden: truthlab-hidden-7f3a
// n12 and n21 have the same letters.
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
  const sum = (node: NodeId) => [...node].reduce((total, char) => total + char.charCodeAt(0), 0);
  if (one.time !== other.time) return one.time - other.time;
  return sum(one.node) - sum(other.node);
}
