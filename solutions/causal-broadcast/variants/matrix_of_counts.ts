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

// Point to point, after Raynal, Schiper and Toueg (1991): a matrix says how many messages each node has
// sent to each other one, as far as is known. A post is one message to everybody.
type Matrix = Readonly<Record<NodeId, Readonly<Record<NodeId, number>>>>;

interface Letter {
  readonly post: Post;
  readonly sent: Matrix;
}

const cell = (matrix: Matrix, from: NodeId, to: NodeId) => matrix[from]?.[to] ?? 0;

export class CausalBroadcast {
  private sent: Matrix = {};
  private received: Record<NodeId, number> = {};
  private place = 0;
  private late: readonly { from: NodeId; letter: Letter; number: number }[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const { id, peers } = this.context;
    const before = this.sent;
    for (const peer of peers) this.context.send(peer, { post: body, sent: before });
    const row = Object.fromEntries(peers.map((peer) => [peer, cell(before, id, peer) + 1]));
    this.sent = { ...before, [id]: row };
    this.context.apply(++this.place, body);
  }

  onMessage(from: NodeId, letter: Letter): void {
    const number = cell(letter.sent, from, this.context.id);
    this.late = [...this.late, { from, letter, number }];
    while (this.takeOne());
  }

  private takeOne(): boolean {
    const { id, peers } = this.context;
    const got = (node: NodeId) => this.received[node] ?? 0;
    this.late = this.late.filter(({ from, number }) => number >= got(from));
    const ready = this.late.find(({ from, letter, number }) =>
      number === got(from) && peers.every((peer) => got(peer) >= cell(letter.sent, peer, id))
    );
    if (ready === undefined) return false;
    const { from, letter } = ready;
    this.received[from] = got(from) + 1;
    const all = [id, ...peers];
    const knows = (one: NodeId, other: NodeId) =>
      Math.max(
        cell(this.sent, one, other),
        cell(letter.sent, one, other) + Number(one === from && other !== from),
      );
    this.sent = Object.fromEntries(
      all.map((one) => [one, Object.fromEntries(all.map((other) => [other, knows(one, other)]))]),
    );
    this.context.apply(++this.place, letter.post);
    return true;
  }
}
