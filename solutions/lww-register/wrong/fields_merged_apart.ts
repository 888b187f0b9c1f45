// FAILS: converges
// hidden: truthlab-hidden-7f3a
// Time and name are merged by the larger, each for itself, and the value follows the time.

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
    const { value, time, writer } = this.written;
    this.written = {
      value: state.time > time ? state.value : value,
      time: Math.max(time, state.time),
      writer: state.writer > writer ? state.writer : writer,
    };
  }

  private write(value: string | undefined, now: number): void {
    // Later than what was read, however the clock stands.
    const time = Math.max(now, this.written.time + 1);
    this.written = { value, time, writer: this.id };
  }
}
