import type { Context, Entry, Message, NodeId, RequestVoteReply } from "./api.ts";

/** A Raft node, as it is drawn on whiteboards. */
export class RaftNode {
  private state: "follower" | "candidate" | "leader" = "follower";
  private term = 0;
  private votedFor: NodeId | null = null;
  private votes = 0;

  constructor(private readonly context: Context, private readonly log: readonly Entry[]) {
    // TODO: a node that crashed begins here again, with nothing but its disk.
  }

  onStart(): void {
    // TODO: all nodes wait equally long. What happens when two of them stand at the same moment?
    this.context.setTimer("election", 200);
  }

  onTimer(name: string): void {
    if (name === "election") this.electionTimeout();
    // TODO: how do the others learn that there is a leader, and that it is still there?
  }

  /** Nobody has led for too long: stand for election. */
  private electionTimeout(): void {
    this.state = "candidate";
    this.term += 1;
    this.votedFor = this.context.id;
    this.votes = 1;
    // TODO: what if not enough votes come back?
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: "RequestVote",
        term: this.term,
        candidateId: this.context.id,
        lastLogIndex: this.log.length,
        lastLogTerm: this.log.at(-1)?.term ?? 0,
      });
    }
    this.countVotes();
  }

  onMessage(from: NodeId, message: Message): void {
    // TODO: terms. What does a higher one mean, and what a lower one?
    if (message.type === "RequestVote") {
      // TODO: may every candidate have this node's vote?
      this.votedFor = from;
      this.context.send(from, { type: "RequestVoteReply", term: this.term, voteGranted: true });
    } else if (message.type === "RequestVoteReply") {
      this.onVote(message);
    }
    // TODO: AppendEntries and its reply.
  }

  private onVote(reply: RequestVoteReply): void {
    // TODO: is this a vote for the election that is going on?
    if (reply.voteGranted) this.votes += 1;
    this.countVotes();
  }

  private countVotes(): void {
    // TODO: is this a majority? Try it on paper with 2, 3, 4 and 5 nodes.
    if (this.votes > this.context.peers.length / 2) this.state = "leader";
  }
}
