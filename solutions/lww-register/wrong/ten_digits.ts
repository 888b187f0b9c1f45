// FAILS: later-wins
// hidden: truthlab-hidden-7f3a
// Times as text of ten digits: enough for seconds, and not for milliseconds.

/** Time and writer as one text, and the value; undefined for a delete. */
export interface State {
  readonly stamp: string;
  readonly value: string | undefined;
}

const DIGITS = 10;

export class LWWRegister {
  private written: State = { stamp: "", value: undefined };

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
    if (state.stamp > this.written.stamp) this.written = state;
  }

  private write(value: string | undefined, now: number): void {
    const seen = Number(this.written.stamp.split(" ")[0]);
    const time = String(Math.max(now, seen + 1)).padStart(DIGITS, "0");
    this.written = { stamp: `${time} ${this.id}`, value };
  }
}
