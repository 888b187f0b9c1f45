// FAILS: values-kept
// hidden: truthlab-hidden-7f3a
// The state is a text, and what comes after a bar in a value is lost on the way.

export class LWWRegister {
  private value: string | undefined;
  private time = 0;
  private writer = "";

  constructor(private readonly id: string) {}

  set(value: string, now: number): void {
    this.write(value, now);
  }

  delete(now: number): void {
    this.write(undefined, now);
  }

  get(): string | undefined {
    return this.value;
  }

  state(): string {
    const kind = this.value === undefined ? "deleted" : "set";
    return [this.time, this.writer, kind, this.value ?? ""].join("|");
  }

  merge(state: string): void {
    const [time, writer, kind, value] = state.split("|");
    const isLater = Number(time) > this.time;
    if (!isLater && !(Number(time) === this.time && writer > this.writer)) return;
    this.time = Number(time);
    this.writer = writer;
    this.value = kind === "set" ? value : undefined;
  }

  private write(value: string | undefined, now: number): void {
    this.time = Math.max(now, this.time + 1);
    this.writer = this.id;
    this.value = value;
  }
}
