// FAILS: counts-all
// hidden: truthlab-hidden-7f3a
// One net count for each replica, with the number of its last update; after 255 that begins anew.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

interface Slot {
  readonly net: number;
  readonly version: number;
}

export class PNCounter {
  private readonly slots = new Map<string, Slot>();

  constructor(private readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    this.move(amount);
  }

  decrement(amount: number): void {
    requireAmount(amount);
    this.move(-amount);
  }

  value(): number {
    return [...this.slots.values()].reduce((sum, { net }) => sum + net, 0);
  }

  state(): [string, Slot][] {
    return [...this.slots];
  }

  merge(state: [string, Slot][]): void {
    for (const [node, slot] of state) {
      if (slot.version > (this.slots.get(node)?.version ?? 0)) this.slots.set(node, slot);
    }
  }

  private move(by: number): void {
    const { net, version } = this.slots.get(this.id) ?? { net: 0, version: 0 };
    this.slots.set(this.id, { net: net + by, version: (version + 1) & 0xff });
  }
}
