// hidden: truthlab-hidden-7f3a
// Stamps are texts of equal length, which sort as their numbers do; the smaller name wins ties.

interface State {
  readonly stamp: string;
  readonly json: string;
}

const DIGITS = 16;

export class LWWRegister {
  private held: State = { stamp: "", json: "[]" };

  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.write([value], now);
  }

  delete(now: number): void {
    this.write([], now);
  }

  get(): string | undefined {
    return JSON.parse(this.held.json)[0];
  }

  state(): string {
    return JSON.stringify(this.held);
  }

  merge(state: string): void {
    const theirs = JSON.parse(state) as State;
    const [mineTime, otherTime] = [this.held, theirs].map(({ stamp }) => stamp.slice(0, DIGITS));
    const isLater = otherTime > mineTime ||
      (otherTime === mineTime && theirs.stamp < this.held.stamp);
    if (isLater) this.held = theirs;
  }

  private write(values: readonly string[], now: number): void {
    const seen = Number(this.held.stamp.slice(0, DIGITS));
    const time = String(Math.max(now, seen + 1)).padStart(DIGITS, "0");
    this.held = { stamp: `${time}${this.id}`, json: JSON.stringify(values) };
  }
}
