// FAILS: once
// hidden: truthlab-hidden-7f3a
// All that can be delivered is picked out first: two copies of one post are both among them.
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
  readonly past: Readonly<Record<NodeId, number>>;
}

export class CausalBroadcast {
  /** How many posts of each node were delivered here. */
  private readonly counts: Record<NodeId, number> = {};
  private held: Message[] = [];
  private place = 0;

  constructor(private readonly context: Context) {
    for (const node of [context.id, ...context.peers]) this.counts[node] = 0;
  }

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    const message: Message = { from: id, post: body, past: { ...this.counts } };
    for (const peer of peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.held.push(message);
    for (;;) {
      const ready = this.held.filter((one) => this.isReady(one));
      if (ready.length === 0) return;
      this.held = this.held.filter((one) => !ready.includes(one));
      for (const one of ready) this.deliver(one);
    }
  }

  private isReady({ from, past }: Message): boolean {
    return past[from] === this.counts[from] &&
      Object.entries(past).every(([node, count]) => this.counts[node] >= count);
  }

  private deliver({ from, post }: Message): void {
    this.counts[from] += 1;
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
