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

// A post names its author's post before it, and what was read in between: that one brings the rest.
interface Message {
  readonly post: Post;
  readonly parents: readonly string[];
}

export class CausalBroadcast {
  private parents: string[] = [];
  private readonly done = new Set<string>();
  private queue: Message[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const message = { post: body, parents: this.parents };
    this.parents = [];
    this.context.peers.map((peer) => this.context.send(peer, message));
    this.release(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.queue.push(message);
    let before = Infinity;
    while (this.queue.length < before) {
      before = this.queue.length;
      this.queue = this.queue.filter((one) => !this.done.has(one.post.id) && !this.tries(one));
    }
  }

  private tries(message: Message): boolean {
    const isReady = message.parents.every((id) => this.done.has(id));
    if (isReady) this.release(message);
    return isReady;
  }

  private release({ post }: Message): void {
    this.done.add(post.id);
    this.parents.push(post.id);
    this.context.apply(this.done.size, post);
  }
}
