// FAILS: nothing-shared
// hidden: truthlab-hidden-7f3a
// What was written lies outside of the class: all replicas of a process share it.

/** A write: what, when, and by whom. Of two writes the later one wins, or the larger name. */
export interface State {
  readonly value: string | undefined;
  readonly time: number;
  readonly writer: string;
}

let written: State = { value: undefined, time: 0, writer: "" };

export class LWWRegister {
  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value, now);
  }

  delete(now: number): void {
    this.write(undefined, now);
  }

  get(): string | undefined {
    return written.value;
  }

  state(): State {
    return written;
  }

  merge(state: State): void {
    const { time, writer } = written;
    if (state.time > time || (state.time === time && state.writer > writer)) written = state;
  }

  private write(value: string | undefined, now: number): void {
    // Later than what was read, however the clock stands.
    const time = Math.max(now, written.time + 1);
    written = { value, time, writer: this.id };
  }
}
