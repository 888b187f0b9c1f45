import type { Command, Context, Data, Node, NodeId } from "@/engine/types.ts";

/** What a story makes a puppet do, as a command. */
export type PuppetOrder =
  /** Send this, once or again and again. */
  | { readonly to: NodeId; readonly message: Data; readonly everyMs?: number }
  /** Answer the last vote request, or the one of so many terms before it. */
  | { readonly vote: boolean; readonly termsAgo?: number }
  /** Lead in the term of the last vote request, again and again. */
  | { readonly lead: true };

/** A node on strings: it says what the story tells it to say, and nothing by itself. */
export class Puppet implements Node {
  /** The vote requests that it got, the newest of each term. */
  private readonly asked: { readonly from: NodeId; readonly term: number }[] = [];
  private repeated: { readonly to: NodeId; readonly message: Data; readonly everyMs: number }[] =
    [];

  constructor(private readonly context: Context) {}

  onMessage(from: NodeId, message: unknown): void {
    const { type, term } = Object(message);
    if (type !== "RequestVote" || this.asked.at(-1)?.term === term) return;
    this.asked.push({ from, term });
  }

  onCommand(command: Command): void {
    const order = command.body as PuppetOrder;
    if ("vote" in order) this.vote(order.vote, order.termsAgo ?? 0);
    else if ("lead" in order) this.lead();
    else this.say(order.to, order.message, order.everyMs);
  }

  onTimer(name: string): void {
    const { to, message, everyMs } = this.repeated[Number(name)];
    this.context.send(to, message);
    this.context.setTimer(name, everyMs);
  }

  private say(to: NodeId, message: Data, everyMs?: number): void {
    this.context.send(to, message);
    if (everyMs === undefined) return;
    this.repeated.push({ to, message, everyMs });
    this.context.setTimer(String(this.repeated.length - 1), everyMs);
  }

  private lead(): void {
    const request = this.asked.at(-1);
    if (request === undefined) return;
    const log = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 };
    const heartbeat = { type: "AppendEntries", term: request.term, leaderId: this.context.id };
    this.say(request.from, { ...heartbeat, ...log }, 100);
  }

  private vote(voteGranted: boolean, termsAgo: number): void {
    const request = this.asked.at(-1 - termsAgo);
    if (request === undefined) return;
    const { from, term } = request;
    this.context.send(from, { type: "RequestVoteReply", term, voteGranted });
  }
}
