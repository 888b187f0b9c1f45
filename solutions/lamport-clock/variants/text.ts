// hidden: truthlab-hidden-7f3a
type NodeId = string;

// A stamp is one text that sorts as it should: the number is padded.
export type Stamp = string;

const DIGITS = 12;

export class LamportClock {
  private time = 1;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    return `${String(this.time++).padStart(DIGITS, "0")}@${this.node}`;
  }

  send = this.tick;

  receive(stamp: Stamp): Stamp {
    const time = Number.parseInt(stamp, 10);
    this.time = Math.max(this.time, time + 1);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
