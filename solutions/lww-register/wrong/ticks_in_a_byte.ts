// FAILS: overwrites-what-was-seen
// hidden: truthlab-hidden-7f3a
// A hybrid logical clock whose counter has room for 256 writes within one tick.

interface Stamp {
  readonly wall: number;
  readonly count: number;
  readonly node: string;
}

interface State {
  readonly stamp: Stamp;
  readonly text: string | null;
}

function isBefore(one: Stamp, other: Stamp): boolean {
  if (one.wall !== other.wall) return one.wall < other.wall;
  if (one.count !== other.count) return one.count < other.count;
  return one.node < other.node;
}

export class LWWRegister {
  private written: State = { stamp: { wall: 0, count: 0, node: "" }, text: null };

  constructor(private readonly node: string) {}

  set(value: string, now: number): void {
    this.written = { stamp: this.next(now), text: value };
  }

  delete(now: number): void {
    this.written = { stamp: this.next(now), text: null };
  }

  get(): string | undefined {
    return this.written.text ?? undefined;
  }

  state(): State {
    return this.written;
  }

  merge(state: State): void {
    if (isBefore(this.written.stamp, state.stamp)) this.written = state;
  }

  private next(now: number): Stamp {
    const { wall, count } = this.written.stamp;
    const { node } = this;
    return now > wall ? { wall: now, count: 0, node } : { wall, count: (count + 1) & 0xff, node };
  }
}
