// hidden: truthlab-hidden-7f3a
type NodeId = string;

// The clock is the list of the stamps that it gave and got: the newest is what counts.
export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock {
  private readonly log: Stamp[] = [];

  constructor(private readonly node: NodeId) {}

  tick(): Stamp {
    const stamp = { time: 1 + Math.max(0, ...this.log.map(({ time }) => time)), node: this.node };
    this.log.push(stamp);
    return stamp;
  }

  send(): Stamp {
    return structuredClone(this.tick());
  }

  receive(stamp: Stamp): Stamp {
    this.log.push(stamp);
    return this.tick();
  }
}

export function compare(one: Stamp, other: Stamp): number {
  const [first] = [one, other].toSorted((left, right) =>
    left.time - right.time || (left.node < right.node ? -1 : left.node > right.node ? 1 : 0)
  );
  if (one.time === other.time && one.node === other.node) return -0;
  return first === one ? -1 : 1;
}
