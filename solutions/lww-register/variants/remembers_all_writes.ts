// hidden: truthlab-hidden-7f3a
// Remembers every write by its stamp, and shows the largest: a set that only grows.

type Write = { readonly time: number; readonly writer: string; readonly value?: string };

export class LWWRegister {
  readonly writes = new Map<string, Write>();

  constructor(readonly id: string) {}

  set(value: string, now: number): void {
    this.add({ time: this.timeAfter(now), writer: this.id, value });
  }

  delete(now: number): void {
    this.add({ time: this.timeAfter(now), writer: this.id });
  }

  get(): string | undefined {
    return this.latest?.value;
  }

  state(): Map<string, Write> {
    return new Map(this.writes);
  }

  merge(state: Map<string, Write>): void {
    for (const write of state.values()) this.add(write);
  }

  private get latest(): Write | undefined {
    return [...this.writes.values()].sort((one, other) =>
      one.time - other.time || (one.writer < other.writer ? -1 : 1)
    ).at(-1);
  }

  private timeAfter(now: number): number {
    const seen = this.latest?.time ?? 0;
    return now > seen ? now : seen + 1;
  }

  private add(write: Write): void {
    this.writes.set(`${write.time} ${write.writer}`, write);
  }
}
