// FAILS: causes-first
// hidden: truthlab-hidden-7f3a
// A post names what was read since its author's last post, and forgets that last post itself.
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
  /** What its author had read since it last wrote. */
  readonly past: readonly string[];
}

export class CausalBroadcast {
  private held: Message[] = [];
  private place = 0;
  private fresh: string[] = [];
  private readonly delivered = new Set<string>();

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    const message: Message = { from: id, post: body, past: this.fresh };
    this.fresh = [];
    for (const peer of peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.held.push(message);
    for (let next = this.next(); next !== undefined; next = this.next()) this.deliver(next);
  }

  private next(): Message | undefined {
    this.held = this.held.filter(({ post }) => !this.delivered.has(post.id));
    return this.held.find((message) => this.isReady(message));
  }

  private isReady({ past }: Message): boolean {
    return past.every((id) => this.delivered.has(id));
  }

  private deliver({ from, post }: Message): void {
    if (from !== this.context.id) this.fresh.push(post.id);
    this.delivered.add(post.id);
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
