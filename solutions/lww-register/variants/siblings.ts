// hidden: truthlab-hidden-7f3a
// Keeps all concurrent writes with their version vectors, and picks one only when it is read: a
// true history beside the clock.

type Vector = Readonly<Record<string, number>>;

interface Sibling {
  readonly value: string | undefined;
  readonly now: number;
  readonly writer: string;
  readonly vector: Vector;
}

function covers(one: Vector, other: Vector): boolean {
  return Object.entries(other).every(([node, count]) => (one[node] ?? 0) >= count);
}

export class LWWRegister {
  siblings: readonly Sibling[] = [];

  constructor(readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value, now);
  }

  delete(now: number): void {
    this.write(undefined, now);
  }

  get(): string | undefined {
    let best: Sibling | undefined;
    for (const each of this.siblings) {
      const isLater = best === undefined || each.now > best.now ||
        (each.now === best.now && each.writer > best.writer);
      if (isLater) best = each;
    }
    return best?.value;
  }

  state(): readonly Sibling[] {
    return this.siblings;
  }

  merge(state: readonly Sibling[]): void {
    const all = [...this.siblings];
    for (const each of state) {
      const isKnown = all.some(({ vector }) => covers(vector, each.vector));
      if (!isKnown) all.push(each);
    }
    this.siblings = all.filter((one) =>
      !all.some((other) => other !== one && covers(other.vector, one.vector))
    );
  }

  private write(value: string | undefined, now: number): void {
    const vector: Record<string, number> = {};
    for (const each of this.siblings) {
      for (const [node, count] of Object.entries(each.vector)) {
        vector[node] = Math.max(vector[node] ?? 0, count);
      }
    }
    vector[this.id] = (vector[this.id] ?? 0) + 1;
    this.siblings = [{ value, now, writer: this.id, vector }];
  }
}
