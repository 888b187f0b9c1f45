import type { NodeId } from "./api.ts";

/** What was written, and when. */
export interface State {
  readonly value: string | undefined;
  readonly time: number;
}

export class LWWRegister {
  private written: State = { value: undefined, time: 0 };

  constructor(private readonly id: NodeId) {}

  set(value: string, now: number): void {
    // TODO: this trusts the clock. What if it is behind the write
    // that was read just before?
    this.written = { value, time: now };
  }

  delete(now: number): void {
    // TODO: a delete is a write, too.
    this.written = { value: undefined, time: 0 };
  }

  get(): string | undefined {
    return this.written.value;
  }

  state(): State {
    return this.written;
  }

  merge(state: State): void {
    // TODO: of two writes at the same time every replica must keep
    // the same one.
    if (state.time > this.written.time) this.written = state;
  }
}
