// hidden: truthlab-hidden-7f3a
// Of a value and a delete at the same time the delete wins; the name decides between values.

/** A write: what, when, and by whom. Of two writes the later one wins, or the larger name. */
export interface State {
  readonly value: string | undefined;
  readonly time: number;
  readonly writer: string;
}

/** A text that is larger for what wins. Times of 16 digits are enough for all safe whole numbers. */
function rank({ value, time, writer }: State): string {
  return `${String(time).padStart(16, "0")} ${value === undefined ? 1 : 0} ${writer}`;
}

export class LWWRegister {
  private written: State = { value: undefined, time: 0, writer: "" };

  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value, now);
  }

  delete(now: number): void {
    this.write(undefined, now);
  }

  get(): string | undefined {
    return this.written.value;
  }

  state(): State {
    return this.written;
  }

  merge(state: State): void {
    if (rank(state) > rank(this.written)) this.written = state;
  }

  private write(value: string | undefined, now: number): void {
    // Later than what was read, however the clock stands.
    const time = Math.max(now, this.written.time + 1);
    this.written = { value, time, writer: this.id };
  }
}
