import type {
  AppendEntries,
  AppendEntriesReply,
  Command,
  Context,
  Entry,
  Message,
  NodeId,
  RequestVote,
  RequestVoteReply,
} from "./api.ts";

const HEARTBEAT_MS = 50;
const ELECTION_MS = 150;

export class RaftNode {
  private role: "follower" | "candidate" | "leader" = "follower";
  private term = 0;
  private votedFor: NodeId | null = null;
  private votes: NodeId[] = [];
  /** The entry with index 1 is log[0]. */
  private log: Entry[] = [];
  private commitIndex = 0;
  private lastApplied = 0;
  private nextIndex: Record<NodeId, number> = {};
  private matchIndex: Record<NodeId, number> = {};

  constructor(private readonly context: Context) {}

  onStart(): void {
    this.resetElectionTimer();
  }

  onTimer(name: string): void {
    if (name === "election") this.startElection();
    else if (this.role === "leader") this.sendAppends();
  }

  onCommand(command: Command): void {
    if (this.role !== "leader") {
      this.context.reply(command.id, { ok: false });
      return;
    }
    // TODO: append the command to your log, and let the followers know. Answer later.
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.term) {
      this.term = message.term;
      this.votedFor = null;
      this.becomeFollower();
    }
    switch (message.type) {
      case "RequestVote":
        return this.onRequestVote(from, message);
      case "RequestVoteReply":
        return this.onVote(from, message);
      case "AppendEntries":
        return this.onAppendEntries(from, message);
      case "AppendEntriesReply":
        return this.onAppended(from, message);
    }
  }

  // ---- Elections ----

  private startElection(): void {
    this.role = "candidate";
    this.term++;
    this.votedFor = this.context.id;
    this.votes = [this.context.id];
    this.resetElectionTimer();
    const lastLogIndex = this.log.length;
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: "RequestVote",
        term: this.term,
        candidateId: this.context.id,
        lastLogIndex,
        lastLogTerm: this.termAt(lastLogIndex),
      });
    }
    this.countVotes();
  }

  private onRequestVote(from: NodeId, message: RequestVote): void {
    const lastTerm = this.termAt(this.log.length);
    const isUpToDate = message.lastLogTerm > lastTerm ||
      (message.lastLogTerm === lastTerm && message.lastLogIndex >= this.log.length);
    const isFree = this.votedFor === null || this.votedFor === from;
    const voteGranted = message.term === this.term && isFree && isUpToDate;
    if (voteGranted) {
      this.votedFor = from;
      this.resetElectionTimer();
    }
    this.context.send(from, { type: "RequestVoteReply", term: this.term, voteGranted });
  }

  private onVote(from: NodeId, message: RequestVoteReply): void {
    if (this.role !== "candidate" || message.term !== this.term || !message.voteGranted) return;
    if (!this.votes.includes(from)) this.votes.push(from);
    this.countVotes();
  }

  private countVotes(): void {
    if (this.votes.length * 2 <= this.context.peers.length + 1) return;
    this.role = "leader";
    this.context.clearTimer("election");
    for (const peer of this.context.peers) {
      this.nextIndex[peer] = this.log.length + 1;
      this.matchIndex[peer] = 0;
    }
    this.sendAppends();
  }

  // ---- The leader's log ----

  private sendAppends(): void {
    this.context.setTimer("heartbeat", HEARTBEAT_MS);
    for (const peer of this.context.peers) this.sendAppend(peer);
    this.advanceCommit();
  }

  private sendAppend(peer: NodeId): void {
    // TODO: send what the follower lacks. This is a mere heartbeat, at the beginning of the log.
    const prevLogIndex = 0;
    this.context.send(peer, {
      type: "AppendEntries",
      term: this.term,
      leaderId: this.context.id,
      prevLogIndex,
      prevLogTerm: this.termAt(prevLogIndex),
      entries: [],
      leaderCommit: this.commitIndex,
    });
  }

  private onAppended(from: NodeId, message: AppendEntriesReply): void {
    if (this.role !== "leader" || message.term !== this.term) return;
    // TODO: on success, remember how far `from` holds your log, and see what is committed by now.
    // TODO: on refusal, try an earlier place.
    void from;
  }

  /** Sees which entries a majority holds by now. */
  private advanceCommit(): void {
    // TODO: which index does a majority hold? And may you commit it? See figure 8 of the paper.
  }

  // ---- The follower's log ----

  private onAppendEntries(from: NodeId, message: AppendEntries): void {
    let success = false;
    if (message.term === this.term) {
      this.becomeFollower();
      // TODO: is there an entry at prevLogIndex with prevLogTerm? If not, refuse.
      // TODO: take the entries into your log. Mind what you have already, and what differs.
      // TODO: apply what is committed, as far as this message lets you know.
      success = true;
    }
    this.context.send(from, { type: "AppendEntriesReply", term: this.term, success });
  }

  // ---- Both ----

  private commit(index: number): void {
    // TODO: apply the entries up to this index, in order, each once. The leader answers the client:
    // this.context.reply(id, { ok: true }).
    void index;
  }

  private becomeFollower(): void {
    this.role = "follower";
    this.context.clearTimer("heartbeat");
    this.resetElectionTimer();
  }

  private resetElectionTimer(): void {
    this.context.setTimer("election", ELECTION_MS + this.context.random() * ELECTION_MS);
  }

  /** 0 where the log has no entry. */
  private termAt(index: number): number {
    return this.log[index - 1]?.term ?? 0;
  }
}
