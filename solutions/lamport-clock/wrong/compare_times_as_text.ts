// FAILS: one-node
// hidden: truthlab-hidden-7f3a
// As text, "10" comes before "9".
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
  const text = ({ time, node }: Stamp) => `${time} ${node}`;
  if (text(one) === text(other)) return 0;
  return text(one) < text(other) ? -1 : 1;
}
