import type { CausalBroadcastNode, Command, Context, NodeId, Post } from "./api.ts";

interface Message {
  readonly post: Post;
}

export class CausalBroadcast implements CausalBroadcastNode<Message> {
  private place = 0;

  constructor(private readonly context: Context) {}

  /** A user of this node writes a post. */
  onCommand({ body }: Command): void {
    // TODO: send along what a reader needs to know, to see whether something is missing.
    for (const peer of this.context.peers) this.context.send(peer, { post: body });
    this.deliver(body);
  }

  /** A message comes in. */
  onMessage(_from: NodeId, { post }: Message): void {
    // TODO: hold it back until all that its author knew has been delivered here.
    this.deliver(post);
  }

  private deliver(post: Post): void {
    this.place += 1;
    this.context.apply(this.place, post);
  }
}
