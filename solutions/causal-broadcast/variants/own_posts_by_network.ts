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

// Sends to itself like to everybody else. A post bears its own number: the author counts what it sent.
interface Message {
  readonly kind: "POST";
  readonly clock: Map<NodeId, number>;
  readonly post: Post;
}

export class CausalBroadcast {
  private sent = 0;
  private place = 0;
  private readonly delivered = new Map<NodeId, number>();
  private held: { from: NodeId; message: Message }[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.sent += 1;
    const clock = new Map(this.delivered).set(this.context.id, this.sent);
    for (const node of [...this.context.peers, this.context.id]) {
      this.context.send(node, { kind: "POST", clock, post: body });
    }
  }

  onMessage(from: NodeId, message: Message): void {
    this.held.push({ from, message });
    while (this.held.some((one) => this.take(one.from, one.message)));
  }

  private take(from: NodeId, { clock, post }: Message): boolean {
    for (const [node, count] of clock) {
      const known = this.delivered.get(node) ?? 0;
      if (node === from ? count !== known + 1 : count > known) return false;
    }
    this.delivered.set(from, clock.get(from)!);
    this.held = this.held.filter(({ message }) => message.post.id !== post.id);
    this.context.apply(++this.place, post);
    return true;
  }
}
