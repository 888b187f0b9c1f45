import type { NodeId } from "./api.ts";

/** How much each replica has counted. */
export type State = Record<NodeId, number>;

/** A grow-only counter, and right as one. It cannot go down yet. */
export class PNCounter {
  private counts: State = {};

  constructor(private readonly id: NodeId) {}

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.counts[this.id] = (this.counts[this.id] ?? 0) + amount;
  }

  decrement(amount: number): void {
    // TODO: taking `amount` off this.counts[this.id] looks right
    // until the next merge. Why?
  }

  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  state(): State {
    return { ...this.counts };
  }

  merge(state: State): void {
    for (const [node, count] of Object.entries(state)) {
      this.counts[node] = Math.max(this.counts[node] ?? 0, count);
    }
  }
}
