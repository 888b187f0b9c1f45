// hidden: truthlab-hidden-7f3a
// Ties are broken by the value, deletes last, and by nothing else: equal writes need no winner.

type State = readonly [time: bigint, value: string | null];

export class LWWRegister {
  private state_: State = [0n, null];

  constructor(readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value, BigInt(now));
  }

  delete(now: number): void {
    this.write(null, BigInt(now));
  }

  get(): string | undefined {
    const [, value] = this.state_;
    return value === null ? undefined : value;
  }

  state(): State {
    return [...this.state_];
  }

  merge([time, value]: State): void {
    const [mine, held] = this.state_;
    if (time < mine || (time === mine && !isLess(held, value))) return;
    this.state_ = [time, value];
  }

  private write(value: string | null, now: bigint): void {
    const [seen] = this.state_;
    this.state_ = [now > seen ? now : seen + 1n, value];
  }
}

function isLess(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one !== null && other === null;
  return one < other;
}
