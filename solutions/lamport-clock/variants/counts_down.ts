// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Counts down, and takes the smaller number: what is further below zero is later.
export class LamportClock {
  private left = 0;

  constructor(private readonly node: NodeId) {}

  tick(): [NodeId, number] {
    return [this.node, --this.left];
  }

  send(): [NodeId, number] {
    return [this.node, this.left -= 1];
  }

  receive([, left]: [NodeId, number]): [NodeId, number] {
    this.left = Math.min(left, this.left) - 1;
    return [this.node, this.left];
  }
}

export function compare(one: [NodeId, number], other: [NodeId, number]): number {
  if (one[1] !== other[1]) return other[1] - one[1];
  return one[0] === other[0] ? 0 : one[0] > other[0] ? -1 : 1;
}
