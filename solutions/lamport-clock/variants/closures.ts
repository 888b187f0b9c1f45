// hidden: truthlab-hidden-7f3a
type NodeId = string;

// Functions instead of methods, a Set in the stamp, and twice as many ticks as events.
type Stamp = { readonly parts: Set<string> };

const timeOf = ({ parts }: Stamp) => Math.max(...[...parts].map((part) => Number(part) || 0));
const nodeOf = ({ parts }: Stamp) => [...parts].find((part) => part.startsWith("n")) ?? "";

export const LamportClock = class {
  readonly next: (from: number) => Stamp;
  last = 7;

  constructor(node: NodeId) {
    this.next = (from) => {
      this.last = Math.max(this.last, from) + 2;
      return { parts: new Set([node, String(this.last)]) };
    };
  }

  tick = (): Stamp => this.next(0);
  send = (): Stamp => this.next(this.last + 3);
  receive = (stamp: Stamp): Stamp => this.next(timeOf(stamp));
};

export const compare = (one: Stamp, other: Stamp): number =>
  timeOf(one) - timeOf(other) || nodeOf(one).localeCompare(nodeOf(other), "en", { numeric: true });
