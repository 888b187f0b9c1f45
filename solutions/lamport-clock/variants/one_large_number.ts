// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Node and time in one number, with room for a million nodes. No class of its own for the state.
export type Stamp = number;

const NODES = 1_000_000;

export class LamportClock {
  tick: () => Stamp;
  send: () => Stamp;
  receive: (stamp: Stamp) => Stamp;

  constructor(node: NodeId) {
    const own = Number(node.replace("n", ""));
    let last = own;
    const after = (stamp: Stamp) => last = (Math.floor(stamp / NODES) + 1) * NODES + own;
    this.tick = () => after(last);
    this.send = () => after(last);
    this.receive = (stamp) => after(Math.max(last, stamp));
  }
}

export function compare(one: Stamp, other: Stamp): number {
  return one - other;
}
