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

// A post names only the posts on which nothing else that its author read depends: with them come all
// others. What has been delivered is kept as a graph.
interface Message {
  readonly post: Post;
  readonly parents: readonly string[];
}

export class CausalBroadcast {
  private readonly graph: Record<string, readonly string[]> = {};
  private tips: readonly string[] = [];
  private readonly waiting: Record<string, Message> = {};

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const message = { post: body, parents: this.tips };
    for (const peer of this.context.peers) this.context.send(peer, message);
    this.add(message);
  }

  onMessage(_from: NodeId, message: Message): void {
    this.waiting[message.post.id] = message;
    const ready = () =>
      Object.values(this.waiting).find(({ parents }) => parents.every((id) => id in this.graph));
    for (let next = ready(); next !== undefined; next = ready()) {
      delete this.waiting[next.post.id];
      if (!(next.post.id in this.graph)) this.add(next);
    }
  }

  private add({ post, parents }: Message): void {
    this.graph[post.id] = parents;
    this.tips = [...this.tips.filter((id) => !parents.includes(id)), post.id];
    this.context.apply(Object.keys(this.graph).length, post);
  }
}
