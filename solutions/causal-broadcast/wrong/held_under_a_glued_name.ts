// FAILS: everybody-delivers
// hidden: truthlab-hidden-7f3a
// What is held is filed under author and number, where the eleventh of n1 takes the place of the
// first of n11.

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
  readonly author: string;
  readonly number: number;
  /** How many posts of each node its author had delivered. */
  readonly past: Readonly<Record<string, number>>;
  readonly post: Post;
}

export class CausalBroadcast {
  private readonly counts: Record<string, number> = {};
  private readonly held: Record<string, Message> = {};
  private place = 0;

  constructor(private readonly context: Context) {
    for (const node of [context.id, ...context.peers]) this.counts[node] = 0;
  }

  onCommand({ body }: { readonly body: Post }): void {
    const { id, peers } = this.context;
    const message: Message = {
      author: id,
      number: this.counts[id] + 1,
      past: { ...this.counts },
      post: body,
    };
    for (const peer of peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: string, message: Message): void {
    const { author, number } = message;
    if (number > this.counts[author]) this.held[`${author}${number}`] = message;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      delete this.held[`${next.author}${next.number}`];
      this.deliver(next);
    }
  }

  private next(): Message | undefined {
    return Object.values(this.held).find(({ author, number, past }) =>
      number === this.counts[author] + 1 &&
      Object.entries(past).every(([node, count]) => this.counts[node] >= count)
    );
  }

  private deliver({ author, post }: Message): void {
    this.counts[author] += 1;
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
