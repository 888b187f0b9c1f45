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

// No counters: a post names all posts that its author had delivered.
interface Message {
  readonly post: Post;
  readonly after: ReadonlySet<string>;
}

export class CausalBroadcast {
  readonly #context: Context;
  readonly #delivered = new Set<string>();
  readonly #held = new Map<string, Message>();

  constructor(context: Context) {
    this.#context = context;
  }

  onCommand({ body }: Command): void {
    const after = new Set(this.#delivered);
    this.#context.peers.forEach((peer) => this.#context.send(peer, { post: body, after }));
    this.#deliver(body);
  }

  onMessage(_from: NodeId, message: Message): void {
    if (this.#delivered.has(message.post.id)) return;
    this.#held.set(message.post.id, message);
    let hasChanged = true;
    while (hasChanged) {
      hasChanged = false;
      for (const [id, { post, after }] of this.#held) {
        if (![...after].every((cause) => this.#delivered.has(cause))) continue;
        this.#held.delete(id);
        this.#deliver(post);
        hasChanged = true;
      }
    }
  }

  #deliver(post: Post): void {
    this.#delivered.add(post.id);
    this.#context.apply(this.#delivered.size, post);
  }
}
