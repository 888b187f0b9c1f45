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

// Messages are only put down; a timer looks through them, as long as there are any.
interface Message {
  readonly from: NodeId;
  readonly post: Post;
  readonly past: Readonly<Record<NodeId, number>>;
}

const SWEEP_MS = 25;

export class CausalBroadcast {
  private counts: Readonly<Record<NodeId, number>> = {};
  private held: readonly Message[] = [];
  private place = 0;

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    for (const peer of peers) this.context.send(peer, { from: id, post: body, past: this.counts });
    this.deliver(id, body);
  }

  onMessage(_from: NodeId, message: Message): void {
    if (this.held.length === 0) this.context.setTimer("sweep", SWEEP_MS);
    this.held = [...this.held, message];
  }

  onTimer(): void {
    const count = (node: NodeId) => this.counts[node] ?? 0;
    for (const { from, post, past } of this.held) {
      const isNext = (past[from] ?? 0) === count(from);
      const isReady = Object.keys(past).every((node) => past[node] <= count(node));
      if (isNext && isReady) this.deliver(from, post);
    }
    this.held = this.held.filter(({ from, past }) => (past[from] ?? 0) >= count(from));
    if (this.held.length > 0) this.context.setTimer("sweep", SWEEP_MS);
  }

  private deliver(from: NodeId, post: Post): void {
    this.counts = { ...this.counts, [from]: (this.counts[from] ?? 0) + 1 };
    this.context.apply(this.place += 1, post);
  }
}
