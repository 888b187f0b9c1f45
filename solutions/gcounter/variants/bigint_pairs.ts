// hidden: truthlab-hidden-7f3a
// A sorted list of pairs with bigint counts, made anew at every change.

function requireAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new RangeError(`Cannot count ${amount}`);
}

type State = readonly (readonly [string, bigint])[];

export class GCounter {
  private pairs: State = [];

  constructor(readonly id: string) {}

  increment(amount: number): void {
    requireAmount(amount);
    const mine = this.pairs.find(([node]) => node === this.id)?.[1] ?? 0n;
    this.merge([[this.id, mine + BigInt(amount)]]);
  }

  value(): number {
    return Number(this.pairs.reduce((sum, [, count]) => sum + count, 0n));
  }

  state(): State {
    return this.pairs;
  }

  merge(state: State): void {
    const all = [...this.pairs, ...state];
    const nodes = [...new Set(all.map(([node]) => node))].sort();
    this.pairs = nodes.map((node) => {
      const counts = all.filter(([name]) => name === node).map(([, count]) => count);
      return [node, counts.reduce((most, count) => count > most ? count : most)] as const;
    });
  }
}
