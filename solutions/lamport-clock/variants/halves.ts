// hidden: truthlab-hidden-7f3a
type NodeId = string;

// A receipt moves by a half and all else by a whole: many ties, and the names tell them apart.
export type Stamp = Readonly<Record<"time" | "node", string>>;

export class LamportClock {
  private time = 0.5;

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    this.time += 1;
    return { time: this.time.toFixed(1), node: this.node };
  }

  send(): Stamp {
    return this.tick();
  }

  receive({ time }: Stamp): Stamp {
    this.time = Math.max(this.time, Number(time)) + 0.5;
    return { time: this.time.toFixed(1), node: this.node };
  }
}

export function compare(one: Stamp, other: Stamp): number {
  const byTime = Number(one.time) - Number(other.time);
  return byTime !== 0
    ? byTime
    : [one.node, other.node].toSorted()[0] === one.node
    ? -Number(one.node !== other.node)
    : 1;
}
