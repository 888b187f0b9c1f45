// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Moves by ten, and twice for a receipt. Of equals, the larger number of the node comes first.
export interface Stamp {
  readonly at: number;
  readonly by: number;
  readonly kind: "tick" | "send" | "receive";
  readonly seen?: Stamp;
}

export class LamportClock {
  private at = 100;
  private readonly by: number;

  constructor(node: NodeId) {
    this.by = Number(node.slice(1));
  }

  tick(): Stamp {
    return this.stamp("tick");
  }

  send(): Stamp {
    return this.stamp("send");
  }

  receive({ at, by, kind }: Stamp): Stamp {
    this.at = Math.max(this.at + 10, at + 10);
    return { ...this.stamp("receive"), seen: { at, by, kind } };
  }

  private stamp(kind: Stamp["kind"]): Stamp {
    this.at += 10;
    return { at: this.at, by: this.by, kind };
  }
}

export function compare(one: Stamp, other: Stamp): number {
  return one.at - other.at || other.by - one.by;
}
