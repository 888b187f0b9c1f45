import type { NodeId } from "./api.ts";

/** How much each replica has counted. */
export type State = Record<NodeId, number>;

// TODO: this class has four mistakes. Run the checks, and find them.
export class GCounter {
  private id!: NodeId;
  private counts: State = {};

  constructor(id: NodeId) {
    this.counts[id] = 0;
  }

  /** Counts `amount` more, at this replica. */
  increment(amount: number): void {
    this.counts[this.id] += amount;
  }

  /** The sum of all increments that this replica knows of. */
  value(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** All that this replica knows. */
  state(): State {
    return { ...this.counts };
  }

  /** Learns all that a state knows. */
  merge(state: State): void {
    for (const node of Object.keys(this.counts)) {
      this.counts[node] = Math.max(this.counts[node], state[node]);
    }
  }
}
