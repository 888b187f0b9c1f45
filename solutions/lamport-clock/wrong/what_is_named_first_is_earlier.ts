// FAILS: remembers-nothing
// hidden: truthlab-hidden-7f3a
// There is no clock: compare puts first what it is told of first, and remembers that.

interface Stamp {
  readonly node: string;
  readonly number: number;
}

export class LamportClock {
  private number = 0;

  constructor(private readonly node: string) {}

  tick(): Stamp {
    this.number += 1;
    return { node: this.node, number: this.number };
  }

  send(): Stamp {
    return this.tick();
  }

  receive(_stamp: Stamp): Stamp {
    return this.tick();
  }
}

/** All stamps that were ever compared, in the order that was made up for them. */
const order: string[] = [];

export function compare(one: Stamp, other: Stamp): number {
  const [first, second] = [one, other].map(({ node, number }) => `${node} ${number}`);
  if (first === second) return 0;
  const [place, otherPlace] = [order.indexOf(first), order.indexOf(second)];
  if (place >= 0 && otherPlace >= 0) return place - otherPlace;
  if (otherPlace >= 0) order.splice(otherPlace, 0, first);
  else if (place >= 0) order.push(second);
  else order.push(first, second);
  return -1;
}
