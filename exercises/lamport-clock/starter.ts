import type { Clock, NodeId } from "./api.ts";

export interface Stamp {
  readonly time: number;
  readonly node: NodeId;
}

export class LamportClock implements Clock<Stamp> {
  private time = 0;

  constructor(private readonly node: NodeId) {}

  /** Something happens at this node. */
  tick(): Stamp {
    this.time += 1;
    return { time: this.time, node: this.node };
  }

  /** A message leaves this node, with the stamp that this returns. */
  send(): Stamp {
    // TODO: sending is an event, too.
    return { time: this.time, node: this.node };
  }

  /** A message comes in, with the stamp of its sending. */
  receive(_stamp: Stamp): Stamp {
    // TODO: a receipt comes after its sending, and after all that happened here.
    return { time: this.time, node: this.node };
  }
}

/** Negative where the first comes first, positive where the other does, 0 where they are the same. */
export function compare(one: Stamp, other: Stamp): number {
  // TODO: two nodes may have reached the same number.
  return one.time - other.time;
}
