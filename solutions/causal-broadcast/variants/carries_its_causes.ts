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

// A message is all that its author has delivered, in that order, with the new post at the end:
// whoever gets it delivers what it lacks, and nobody ever waits.
export class CausalBroadcast {
  private history: readonly Post[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.deliver(body);
    for (const peer of this.context.peers) this.context.send(peer, this.history);
  }

  onMessage(_from: NodeId, history: readonly Post[]): void {
    for (const post of history) this.deliver(post);
  }

  private deliver(post: Post): void {
    if (this.history.some(({ id }) => id === post.id)) return;
    this.history = [...this.history, post];
    this.context.apply(this.history.length, post);
  }
}
