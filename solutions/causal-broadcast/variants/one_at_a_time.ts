// hidden: truthlab-hidden-7f3a
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

// Waits until all others have delivered a post before it sends its next one, which then needs no
// counters of its own: only what it has read from others must be known.
type Message =
  | { readonly kind: "post"; readonly post: Post; readonly known: readonly string[] }
  | { readonly kind: "done"; readonly id: string };

export class CausalBroadcast {
  private readonly unsent: Post[] = [];
  private readonly missing = new Map<string, Set<NodeId>>();
  private readonly known: string[] = [];
  private readonly held: [NodeId, Message & { kind: "post" }][] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.unsent.push(body);
    this.sendNext();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.kind === "done") {
      const missing = this.missing.get(message.id);
      missing?.delete(from);
      if (missing?.size === 0) this.missing.delete(message.id);
      this.sendNext();
      return;
    }
    this.held.push([from, message]);
    for (let index = 0; index < this.held.length; index++) {
      const [author, { post, known }] = this.held[index];
      if (!known.every((id) => this.known.includes(id))) continue;
      this.held.splice(index, 1);
      this.deliver(post);
      this.context.send(author, { kind: "done", id: post.id });
      index = -1;
    }
  }

  private sendNext(): void {
    const post = this.missing.size === 0 ? this.unsent.shift() : undefined;
    if (post === undefined) return;
    const message: Message = { kind: "post", post, known: this.known };
    this.missing.set(post.id, new Set(this.context.peers));
    for (const peer of this.context.peers) this.context.send(peer, message);
    this.deliver(post);
  }

  private deliver(post: Post): void {
    if (this.known.includes(post.id)) return;
    this.known.push(post.id);
    this.context.apply(this.known.length, post);
  }
}
