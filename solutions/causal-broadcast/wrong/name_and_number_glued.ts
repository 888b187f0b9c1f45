// FAILS: everybody-delivers
// hidden: truthlab-hidden-7f3a
// The eleventh post of n1 has the name of the first of n11, and is taken for its copy.

interface Post {
  readonly id: string;
  readonly text: string;
}

interface Context {
  readonly id: string;
  readonly peers: readonly string[];
  send(to: string, message: unknown): void;
  apply(place: number, post: Post): void;
}

interface Message {
  readonly key: string;
  readonly post: Post;
  /** All that its author had delivered. */
  readonly causes: readonly string[];
}

export class CausalBroadcast {
  private readonly delivered = new Set<string>();
  private held: Message[] = [];
  private written = 0;

  constructor(private readonly context: Context) {}

  onCommand({ body }: { readonly body: Post }): void {
    this.written += 1;
    const key = `${this.context.id}${this.written}`;
    const message: Message = { key, post: body, causes: [...this.delivered] };
    for (const peer of this.context.peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: string, message: Message): void {
    this.held.push(message);
    for (let next = this.next(); next !== undefined; next = this.next()) this.deliver(next);
  }

  private next(): Message | undefined {
    this.held = this.held.filter(({ key }) => !this.delivered.has(key));
    return this.held.find(({ causes }) => causes.every((cause) => this.delivered.has(cause)));
  }

  private deliver({ key, post }: Message): void {
    this.delivered.add(key);
    this.context.apply(this.delivered.size, post);
  }
}
