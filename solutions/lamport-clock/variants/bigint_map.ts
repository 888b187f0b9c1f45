// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Numbers without end, in a Map. The comparison answers in large numbers.
export type Stamp = Map<string, bigint | NodeId>;

export class LamportClock {
  private time = 0n;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    return new Map<string, bigint | NodeId>([["time", ++this.time], ["node", this.node]]);
  }

  send(): Stamp {
    return new Map(this.tick());
  }

  receive(stamp: Stamp): Stamp {
    const time = stamp.get("time") as bigint;
    if (time > this.time) this.time = time;
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  const difference = (one.get("time") as bigint) - (other.get("time") as bigint);
  if (difference !== 0n) return difference > 0n ? Infinity : -Infinity;
  return String(one.get("node")).localeCompare(String(other.get("node"))) * 1_000;
}
