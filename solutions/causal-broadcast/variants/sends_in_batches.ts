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
  setTimer(name: string, delayMs: number): void;
  apply(place: number, post: Post): void;
}

// Posts are written down and go out together a little later; until then not even their author has them.
interface Batch {
  readonly number: number;
  readonly posts: readonly Post[];
  readonly batches: Readonly<Record<NodeId, number>>;
}

export class CausalBroadcast {
  private outbox: Post[] = [];
  private readonly batches: Record<NodeId, number> = {};
  private readonly held: [NodeId, Batch][] = [];
  private place = 0;

  constructor(private readonly context: Context) {}

  onStart(): void {
    const { id, peers } = this.context;
    [id, ...peers].forEach((node) => this.batches[node] = 0);
  }

  onCommand(command: Command): void {
    if (this.outbox.length === 0) this.context.setTimer("flush", 10);
    this.outbox.push(command.body);
  }

  onTimer(name: string): void {
    if (name !== "flush") return;
    const { id, peers } = this.context;
    const number = this.batches[id] + 1;
    const batch = { number, posts: this.outbox, batches: { ...this.batches } };
    this.outbox = [];
    peers.forEach((peer) => this.context.send(peer, batch));
    this.take(id, batch);
  }

  onMessage(from: NodeId, batch: Batch): void {
    this.held.push([from, batch]);
    for (;;) {
      const index = this.held.findIndex(([author, { number, batches }]) =>
        number === this.batches[author] + 1 &&
        Object.keys(batches).every((node) => batches[node] <= this.batches[node])
      );
      if (index < 0) return;
      const [[author, ready]] = this.held.splice(index, 1);
      this.take(author, ready);
    }
  }

  private take(author: NodeId, { number, posts }: Batch): void {
    this.batches[author] = number;
    for (const post of posts) this.context.apply(++this.place, post);
  }
}
