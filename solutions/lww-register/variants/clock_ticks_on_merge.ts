// hidden: truthlab-hidden-7f3a
// A Lamport clock that also ticks when a state arrives, beside the value.

interface State {
  readonly value: string | undefined;
  readonly time: number;
  readonly writer: string;
}

export class LWWRegister {
  private clock = 0;
  private held: State = { value: undefined, time: 0, writer: "" };

  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.clock = Math.max(now, this.clock + 1);
    this.held = { value, time: this.clock, writer: this.id };
  }

  delete(now: number): void {
    this.clock = Math.max(now, this.clock + 1);
    this.held = { value: undefined, time: this.clock, writer: this.id };
  }

  get(): string | undefined {
    return this.held.value;
  }

  state(): State {
    return { ...this.held };
  }

  merge(state: State): void {
    this.clock = Math.max(this.clock, state.time) + 1;
    const { time, writer } = this.held;
    if (state.time < time || (state.time === time && state.writer <= writer)) return;
    this.held = { ...state };
  }
}
