// FAILS: causes-first
// hidden: truthlab-hidden-7f3a
// A post names the one that was delivered just before as its only cause.
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
  readonly past: string;
}

export class CausalBroadcast {
  private readonly seen: string[] = [""];
  private held: Message[] = [];
  private place = 0;

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    const message: Message = { from: id, post: body, past: this.seen.at(-1)! };
    for (const peer of peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.held.push(message);
    for (let next = this.next(); next !== undefined; next = this.next()) this.deliver(next);
  }

  private next(): Message | undefined {
    this.held = this.held.filter(({ post }) => !this.seen.includes(post.id));
    return this.held.find((message) => this.isReady(message));
  }

  private isReady({ past }: Message): boolean {
    return this.seen.includes(past);
  }

  private deliver({ post }: Message): void {
    this.seen.push(post.id);
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
