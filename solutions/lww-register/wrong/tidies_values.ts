// FAILS: values-kept
// hidden: truthlab-hidden-7f3a
// Spaces around a value are taken away.

/** A write: what, when, and by whom. Of two writes the later one wins, or the larger name. */
export interface State {
  readonly value: string | undefined;
  readonly time: number;
  readonly writer: string;
}

export class LWWRegister {
  private written: State = { value: undefined, time: 0, writer: "" };

  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value.trim(), now);
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
    const { time, writer } = this.written;
    if (state.time > time || (state.time === time && state.writer > writer)) this.written = state;
  }

  private write(value: string | undefined, now: number): void {
    // Later than what was read, however the clock stands.
    const time = Math.max(now, this.written.time + 1);
    this.written = { value, time, writer: this.id };
  }
}
