// hidden: truthlab-hidden-7f3a
// A function that makes nodes, and takes off its context what it needs; everything is sent twice.

interface Post {
  readonly id: string;
  readonly text: string;
}

interface Context {
  readonly id: string;
  readonly peers: readonly string[];
  send(to: string, message: unknown): void;
  apply(place: number, post: Post): void;
  note(label: string, data?: unknown): void;
}

interface Message {
  readonly author: string;
  /** Which of its author's posts it is, from 1. */
  readonly number: number;
  readonly past: ReadonlyMap<string, number>;
  readonly post: Post;
}

function makeNode({ id, peers, send, apply, note }: Context) {
  const counts = new Map<string, number>();
  const held = new Map<string, Message>();
  let place = 0;

  const count = (node: string) => counts.get(node) ?? 0;

  function deliver({ author, number, post }: Message): void {
    counts.set(author, number);
    note("delivers", post);
    apply(++place, post);
  }

  function isReady({ author, number, past }: Message): boolean {
    return number === count(author) + 1 && [...past].every(([node, seen]) => count(node) >= seen);
  }

  return {
    onCommand({ body: post }: { readonly body: Post }) {
      const message = { author: id, number: count(id) + 1, past: new Map(counts), post };
      deliver(message);
      for (const peer of [...peers, ...peers].reverse()) send(peer, message);
    },
    onMessage(_from: string, message: Message) {
      held.set(JSON.stringify([message.author, message.number]), message);
      let next: [string, Message] | undefined;
      while ((next = [...held].find(([, each]) => isReady(each)))) {
        held.delete(next[0]);
        deliver(next[1]);
      }
    },
  };
}

// `new` on a function that returns an object gives that object.
export { makeNode as CausalBroadcast };
