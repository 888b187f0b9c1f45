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

// Passes on whatever it hears for the first time, so that a post takes every way there is.
interface Rumour {
  readonly author: NodeId;
  readonly number: number;
  readonly post: Post;
  readonly seen: readonly string[];
}

export class CausalBroadcast {
  private number = 0;
  private readonly heard: Rumour[] = [];
  private readonly log: string[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const rumour = { author: this.context.id, number: ++this.number, post: body, seen: this.log };
    this.hear(rumour);
  }

  onMessage(_from: NodeId, rumour: Rumour): void {
    this.hear(rumour);
  }

  private hear(rumour: Rumour): void {
    if (this.heard.some(({ author, number }) => name(author, number) === nameOf(rumour))) return;
    this.heard.push({ ...rumour, seen: [...rumour.seen] });
    for (const peer of this.context.peers) this.context.send(peer, rumour);
    for (let index = 0; index < this.heard.length; index++) {
      const one = this.heard[index];
      if (this.log.includes(nameOf(one)) || !one.seen.every((each) => this.log.includes(each))) {
        continue;
      }
      this.log.push(nameOf(one));
      this.context.apply(this.log.length, one.post);
      index = -1;
    }
  }
}

function name(author: NodeId, number: number): string {
  return `${author}/${number}`;
}

function nameOf({ author, number }: Rumour): string {
  return name(author, number);
}
