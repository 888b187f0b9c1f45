// hidden: truthlab-hidden-7f3a
type NodeId = string;

// A stamp carries the numbers of the whole way: its length is the time.
export interface Stamp {
  readonly way: readonly NodeId[];
}

export class LamportClock {
  private way: readonly NodeId[] = [];
  private readonly node: NodeId;

  constructor(node: NodeId) {
    this.node = node;
  }

  tick(): Stamp {
    this.way = [...this.way, this.node];
    return { way: this.way };
  }

  send(): Stamp {
    return { way: [...this.tick().way] };
  }

  receive(stamp: Stamp): Stamp {
    if (stamp.way.length > this.way.length) this.way = stamp.way;
    return this.tick();
  }
}

export function compare({ way: one }: Stamp, { way: other }: Stamp): number {
  const [left, right] = [one.at(-1)!, other.at(-1)!];
  return one.length - other.length || (left === right ? 0 : left < right ? -1 : 1);
}
