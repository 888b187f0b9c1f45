// FAILS: later-wins
// hidden: truthlab-hidden-7f3a
// The name is made part of the time, in thousandths: that of n1025 is more than one.

interface State {
  readonly stamp: number;
  readonly value: string | undefined;
}

export class LWWRegister {
  private written: State = { stamp: 0, value: undefined };

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
    const time = Math.max(now, Math.floor(this.written.stamp) + 1);
    this.written = { stamp: time + Number(this.id.slice(1)) / 1000, value };
  }
}
