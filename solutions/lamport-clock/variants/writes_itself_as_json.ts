// hidden: truthlab-hidden-7f3a
// Stamps are objects of a class that say themselves what is sent of them.

type Sent = readonly [time: string, node: string];

class Stamp {
  constructor(readonly time: bigint, readonly node: string) {}

  toJSON(): Sent {
    return [String(this.time), this.node];
  }
}

export class LamportClock {
  #time = 41n;
  readonly #node: string;

  constructor(node: string) {
    this.#node = node;
  }

  tick = () => Object.freeze(new Stamp(++this.#time, this.#node));

  send = () => this.tick();

  receive = ([sent]: Sent) => {
    const time = BigInt(sent);
    if (time > this.#time) this.#time = time;
    return this.tick();
  };
}

export function compare(one: Stamp | Sent, other: Stamp | Sent): number {
  const [[time, node], [otherTime, otherNode]] = [one, other].map(read);
  if (time !== otherTime) return time < otherTime ? -1 : 1;
  return node - otherNode;
}

function read(stamp: Stamp | Sent): [time: bigint, node: number] {
  const [time, node] = stamp instanceof Stamp ? stamp.toJSON() : stamp;
  return [BigInt(time), Number(node.slice(1))];
}
