// hidden: truthlab-hidden-7f3a
// A hybrid logical clock (Kulkarni and others, 2014): the largest time seen, and a counter within
// it.

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
  #state: State = { stamp: { wall: 0, count: 0, node: "" }, text: null };
  readonly #node: string;

  constructor(node: string) {
    this.#node = node;
  }

  set(value: string, now: number): void {
    this.#state = { stamp: this.#next(now), text: value };
  }

  delete(now: number): void {
    this.#state = { stamp: this.#next(now), text: null };
  }

  get(): string | undefined {
    return this.#state.text ?? undefined;
  }

  state(): State {
    return this.#state;
  }

  merge(state: State): void {
    if (isBefore(this.#state.stamp, state.stamp)) this.#state = state;
  }

  #next(now: number): Stamp {
    const { wall, count } = this.#state.stamp;
    return now > wall
      ? { wall: now, count: 0, node: this.#node }
      : { wall, count: count + 1, node: this.#node };
  }
}
