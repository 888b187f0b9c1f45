// hidden: truthlab-hidden-7f3a
// A generator counts; stamps are pairs; the order by name is that of the locale.

type Stamp = readonly [time: number, node: string];

export class LamportClock {
  private time = 0;
  private readonly stamps: Iterator<Stamp, never>;

  constructor(node: string) {
    this.stamps = this.count(node);
  }

  tick(): Stamp {
    return this.stamps.next().value;
  }

  send(): Stamp {
    return this.tick();
  }

  receive([time]: Stamp): Stamp {
    if (time > this.time) this.time = time;
    return this.tick();
  }

  private *count(node: string): Generator<Stamp, never> {
    for (;;) yield [++this.time, node];
  }
}

export function compare([time, node]: Stamp, [otherTime, otherNode]: Stamp): number {
  return time - otherTime || node.localeCompare(otherNode);
}
