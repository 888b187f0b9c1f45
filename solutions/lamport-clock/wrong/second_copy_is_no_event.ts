// FAILS: one-node
// hidden: truthlab-hidden-7f3a
// A message that comes again gets the stamp of its first receipt.
type NodeId = string;

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock {
  private time = 0;
  private readonly receipts = new Map<string, Stamp>();

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.time += 1;
    return { time: this.time, node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive(stamp: Stamp): Stamp {
    const name = `${stamp.node} ${stamp.time}`;
    const known = this.receipts.get(name);
    if (known !== undefined) return known;
    this.time = Math.max(this.time, stamp.time);
    const receipt = this.tick();
    this.receipts.set(name, receipt);
    return receipt;
  }
}

export function compare(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.node === other.node) return 0;
  return one.node < other.node ? -1 : 1;
}
