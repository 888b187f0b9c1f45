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
  random(): number;
  apply(place: number, post: Post): void;
}

// Nothing is sent when a post is written: every few milliseconds each node tells somebody all it has.
const GOSSIP_MS = 30;

export class CausalBroadcast {
  private log: readonly Post[] = [];

  constructor(private readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("gossip", GOSSIP_MS);
  }

  onCommand({ body }: Command): void {
    this.add([body]);
  }

  onTimer(_name: string): void {
    const { peers } = this.context;
    const peer = peers[Math.floor(this.context.random() * peers.length)];
    this.context.send(peer, { log: this.log });
    this.context.setTimer("gossip", GOSSIP_MS);
  }

  onMessage(_from: NodeId, { log }: { log: readonly Post[] }): void {
    this.add(log);
  }

  private add(posts: readonly Post[]): void {
    for (const post of posts) {
      if (this.log.some(({ id }) => id === post.id)) continue;
      this.log = this.log.concat(post);
      this.context.apply(this.log.length, post);
    }
  }
}
