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

// Looks up whether a post was delivered by its id; of its author at least as many must be known.
interface Message {
  readonly type: string;
  readonly payload: readonly [author: NodeId, post: Post, vector: readonly number[]];
}

export const CausalBroadcast = class {
  readonly names: readonly NodeId[];
  vector: readonly number[];
  seen: Record<string, true> = {};
  buffer: Message["payload"][] = [];

  constructor(readonly context: Context) {
    this.names = [...context.peers, context.id].toSorted();
    this.vector = this.names.map(() => 0);
  }

  onCommand = ({ body }: Command): void => {
    const payload: Message["payload"] = [this.context.id, body, this.vector];
    this.context.peers.forEach((peer) => this.context.send(peer, { type: "BCAST", payload }));
    this.put(payload);
  };

  onMessage = (_from: NodeId, { payload }: Message): void => {
    this.buffer.unshift(payload);
    for (let index = this.buffer.length - 1; index >= 0; index--) {
      const [, post, vector] = this.buffer[index];
      if (vector.some((count, place) => count > this.vector[place])) continue;
      const [ready] = this.buffer.splice(index, 1);
      if (!(post.id in this.seen)) this.put(ready);
      index = this.buffer.length;
    }
  };

  put([author, post]: Message["payload"]): void {
    this.seen[post.id] = true;
    this.vector = this.vector.map((count, place) => count + Number(this.names[place] === author));
    this.context.apply(this.vector.reduce((sum, count) => sum + count), post);
  }
};
