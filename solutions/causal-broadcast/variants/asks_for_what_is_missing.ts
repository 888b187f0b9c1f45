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

// Keeps everything in a table by author and number, and asks the author when there is a gap.
interface Entry {
  readonly post: Post;
  readonly needs: readonly (readonly [NodeId, number])[];
}

type Message =
  | {
    readonly is: "entry";
    readonly author: NodeId;
    readonly number: number;
    readonly entry: Entry;
  }
  | { readonly is: "request"; readonly number: number };

export class CausalBroadcast {
  private readonly table = new Map<string, Entry>();
  private readonly next = new Map<NodeId, number>();
  private readonly asked = new Set<string>();
  private place = 0;

  constructor(private readonly context: Context) {
    for (const node of [context.id, ...context.peers]) this.next.set(node, 0);
  }

  onCommand({ body }: Command): void {
    const author = this.context.id;
    const number = this.next.get(author)!;
    const entry = { post: body, needs: [...this.next].filter(([node]) => node !== author) };
    this.table.set(`${author}:${number}`, entry);
    this.context.peers.forEach((peer) => this.tell(peer, author, number));
    this.advance();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.is === "request") {
      this.tell(from, this.context.id, message.number);
      return;
    }
    this.table.set(`${message.author}:${message.number}`, message.entry);
    this.advance();
    for (let number = this.next.get(message.author)!; number < message.number; number++) {
      const name = `${message.author}:${number}`;
      if (this.table.has(name) || this.asked.has(name)) continue;
      this.asked.add(name);
      this.context.send(message.author, { is: "request", number });
    }
  }

  private tell(to: NodeId, author: NodeId, number: number): void {
    const entry = this.table.get(`${author}:${number}`);
    if (entry !== undefined) this.context.send(to, { is: "entry", author, number, entry });
  }

  private advance(): void {
    const ready = [...this.next].find(([author, number]) => {
      const needs = this.table.get(`${author}:${number}`)?.needs;
      return needs !== undefined && needs.every(([node, count]) => this.next.get(node)! >= count);
    });
    if (ready === undefined) return;
    const [author, number] = ready;
    this.next.set(author, number + 1);
    this.context.apply(++this.place, this.table.get(`${author}:${number}`)!.post);
    this.advance();
  }
}
