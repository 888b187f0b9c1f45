// FAILS: survives-restart
// hidden: truthlab-hidden-7f3a
// The latest time is remembered beside the state and not in it: after a crash the clock is behind
// what was read.

/** A write: what, when, and by whom. Of two writes the later one wins, or the larger name. */
export interface State {
  readonly value: string | undefined;
  readonly time: number;
  readonly writer: string;
}

export class LWWRegister {
  private written: State = { value: undefined, time: 0, writer: "" };
  private latest = 0;

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
    const { time, writer } = this.written;
    // The first merge of a new replica brings back what it saved: that is nothing to learn from.
    if (writer !== "") this.latest = Math.max(this.latest, state.time);
    if (state.time > time || (state.time === time && state.writer > writer)) this.written = state;
  }

  private write(value: string | undefined, now: number): void {
    // Later than what was read, however the clock stands.
    const time = Math.max(now, this.latest + 1);
    this.latest = time;
    this.written = { value, time, writer: this.id };
  }
}
