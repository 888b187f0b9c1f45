// hidden: truthlab-hidden-7f3a
type NodeId = string;

// The stamp is what the counter was, and the counter runs ahead: the first event has number 0.
export type Stamp = readonly [time: number, node: NodeId];

export class LamportClock {
  #next = 0;
  readonly #node: NodeId;

  constructor(node: NodeId) {
    this.#node = node;
  }

  tick(): Stamp {
    return Object.freeze([this.#next++, this.#node] as const);
  }

  send(): Stamp {
    return this.tick();
  }

  receive([time]: Stamp): Stamp {
    if (time >= this.#next) this.#next = time + 1;
    return this.tick();
  }
}

export function compare([time, node]: Stamp, [otherTime, otherNode]: Stamp): number {
  return time - otherTime || Number(node > otherNode) - Number(node < otherNode);
}
