// hidden: truthlab-hidden-7f3a
// The counter is a Map itself, and its own state.

export class GCounter extends Map<string, number> {
  constructor(readonly id: string) {
    super();
  }

  increment(amount: number): void {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`Cannot count ${amount}: expected a whole number from 0`);
    }
    this.set(this.id, this.count(this.id) + amount);
  }

  value(): number {
    let sum = 0;
    for (const count of super.values()) sum += count;
    return sum;
  }

  state(): Map<string, number> {
    return this;
  }

  merge(state: Map<string, number>): void {
    state.forEach((count, node) => this.set(node, Math.max(count, this.count(node))));
  }

  private count(node: string): number {
    return this.get(node) ?? 0;
  }
}
