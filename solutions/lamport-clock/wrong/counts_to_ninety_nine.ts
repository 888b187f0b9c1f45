// FAILS: runs-on
// hidden: truthlab-hidden-7f3a
// A stamp is a text with two digits for the time.

type NodeId = string;

/** The time in two digits, and then the node. */
export type Stamp = string;

export class LamportClock {
  private time = 0;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.time += 1;
    return `${String(this.time).padStart(2, "0")}${this.node}`;
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    this.time = Math.max(this.time, parseInt(stamp));
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
