// FAILS: causes-first
// hidden: truthlab-hidden-7f3a
// A post names the newest causes only, which is right; but no more than four of them.

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
  readonly post: Post;
  readonly parents: readonly string[];
}

const PARENTS_MAX = 4;

export class CausalBroadcast {
  private readonly delivered = new Set<string>();
  private held: Message[] = [];
  private tips: readonly string[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: { readonly body: Post }): void {
    const message: Message = { post: body, parents: this.tips.slice(-PARENTS_MAX) };
    for (const peer of this.context.peers) this.context.send(peer, message);
    this.deliver(message);
  }

  onMessage(_from: string, message: Message): void {
    this.held.push(message);
    for (let next = this.next(); next !== undefined; next = this.next()) this.deliver(next);
  }

  private next(): Message | undefined {
    this.held = this.held.filter(({ post }) => !this.delivered.has(post.id));
    return this.held.find(({ parents }) => parents.every((id) => this.delivered.has(id)));
  }

  private deliver({ post, parents }: Message): void {
    this.delivered.add(post.id);
    this.tips = [...this.tips.filter((id) => !parents.includes(id)), post.id];
    this.context.apply(this.delivered.size, post);
  }
}
