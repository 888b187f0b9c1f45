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

// One node puts all posts into one order, the same for everybody: that is more than was asked for.
interface Submit {
  readonly type: "submit";
  readonly author: NodeId;
  readonly number: number;
  readonly post: Post;
}

interface Ordered {
  readonly type: "ordered";
  readonly place: number;
  readonly post: Post;
}

export class CausalBroadcast {
  private readonly everybody: readonly NodeId[];
  private submitted = 0;
  private delivered = 0;
  private readonly ordered: Record<number, Post> = {};
  // Of the one who orders.
  private places = 0;
  private readonly submits: Record<string, Submit> = {};
  private readonly taken: Record<NodeId, number> = {};

  constructor(private readonly context: Context) {
    this.everybody = [context.id, ...context.peers].toSorted();
  }

  onCommand({ body }: Command): void {
    const author = this.context.id;
    this.submitted += 1;
    const submit: Submit = { type: "submit", author, number: this.submitted, post: body };
    this.context.send(this.everybody[0], submit);
  }

  onMessage(_from: NodeId, message: Submit | Ordered): void {
    if (message.type === "submit") this.order(message);
    else this.take(message);
  }

  private order(submit: Submit): void {
    const { author } = submit;
    this.submits[`${author} ${submit.number}`] = submit;
    for (;;) {
      const number = (this.taken[author] ?? 0) + 1;
      const next = this.submits[`${author} ${number}`];
      if (next === undefined) return;
      this.taken[author] = number;
      this.places += 1;
      const ordered: Ordered = { type: "ordered", place: this.places, post: next.post };
      for (const node of this.everybody) this.context.send(node, ordered);
    }
  }

  private take({ place, post }: Ordered): void {
    this.ordered[place] = post;
    while (this.ordered[this.delivered + 1] !== undefined) {
      this.delivered += 1;
      this.context.apply(this.delivered, this.ordered[this.delivered]);
    }
  }
}
