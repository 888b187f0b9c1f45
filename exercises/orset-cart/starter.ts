import type { NodeId, Sku } from "./api.ts";

/** How much of each article is in the cart. */
export type State = Map<Sku, number>;

/** A cart as one writes it for a single computer. */
export class Cart {
  private quantities: State = new Map();

  constructor(private readonly id: NodeId) {}

  add(sku: Sku, quantity: number): void {
    // TODO: refuse strange quantities.
    this.quantities.set(sku, (this.quantities.get(sku) ?? 0) + quantity);
  }

  remove(sku: Sku): void {
    this.quantities.delete(sku);
  }

  contents(): Map<Sku, number> {
    return new Map(this.quantities);
  }

  state(): State {
    return new Map(this.quantities);
  }

  merge(state: State): void {
    // TODO: an article that only one side has: was it added there, or
    // removed here? And where both have some, is it the same add, or
    // two? The quantities alone do not tell.
    for (const [sku, quantity] of state) {
      this.quantities.set(sku, Math.max(this.quantities.get(sku) ?? 0, quantity));
    }
  }
}
