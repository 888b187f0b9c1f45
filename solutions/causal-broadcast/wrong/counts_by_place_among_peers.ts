// FAILS: everybody-delivers
// hidden: truthlab-hidden-7f3a
// The counters are a list in the order of the peers, which is another at every node.
type NodeId = string;

interface Post {
  readonly id: string;
  readonly text: string;
}

interface Command {
  readonly body: Post;
}

interface Context {
  readonly id: NodeId;
  readonly peers: readonly NodeId[];
  send(to: NodeId, message: unknown): void;
  apply(place: number, post: Post): void;
}

interface Message {
  readonly from: NodeId;
  readonly post: Post;
  /** How many posts of each node its author had delivered when writing it. */
  readonly past: readonly number[];
}

export class CausalBroadcast {
  /** How many posts of each node were delivered here. */
  private readonly counts: number[] = [];
  private readonly names: NodeId[];
  private held: Message[] = [];
  private place = 0;

  constructor(private readonly context: Context) {
    this.names = [context.id, ...context.peers];
    this.counts = this.names.map(() => 0);
  }

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    const message: Message = { from: id, post: body, past: [...this.counts] };
    for (const peer of peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.held.push(message);
    for (let next = this.next(); next !== undefined; next = this.next()) this.deliver(next);
  }

  private next(): Message | undefined {
    const at = (from: NodeId) => this.names.indexOf(from);
    this.held = this.held.filter(({ from, past }) => past[at(from)] >= this.counts[at(from)]);
    return this.held.find((message) => this.isReady(message));
  }

  private isReady({ from, past }: Message): boolean {
    const index = this.names.indexOf(from);
    return past[index] === this.counts[index] &&
      past.every((count, index) => this.counts[index] >= count);
  }

  private deliver({ from, post }: Message): void {
    this.counts[this.names.indexOf(from)] += 1;
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
