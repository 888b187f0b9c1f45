// FAILS: heartbeats-go-on
// hidden: truthlab-hidden-7f3a
// A leader gives up a follower that has not answered two heartbeats in a row.
import type {
  AppendEntries,
  Context,
  Entry,
  Message,
  NodeId,
  RequestVote,
} from "@/exercises/raft-election/api.ts";

const HEARTBEAT_MS = 50;
const ELECTION_MS = 150;
const UNANSWERED_MAX = 2;

export class RaftNode {
  private role: "follower" | "candidate" | "leader" = "follower";
  private term = 0;
  private votedFor: NodeId | null = null;
  private voters: NodeId[] = [];
  private unanswered = new Map<NodeId, number>();

  constructor(private readonly context: Context, private readonly log: readonly Entry[]) {
    const saved = context.load("state") as { term: number; votedFor: NodeId | null } | undefined;
    if (saved === undefined) return;
    this.term = saved.term;
    this.votedFor = saved.votedFor;
  }

  onStart(): void {
    this.waitForLeader();
  }

  onTimer(name: string): void {
    if (name === "election") this.stand();
    else this.sendHeartbeats();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.term) this.followTerm(message.term);
    if (message.type === "RequestVote") this.onRequestVote(from, message);
    else if (message.type === "AppendEntries") this.onAppendEntries(from, message);
    else if (message.type === "RequestVoteReply" && message.voteGranted) {
      this.onVote(from, message.term);
    } else if (message.type === "AppendEntriesReply") this.unanswered.set(from, 0);
  }

  private followTerm(term: number): void {
    this.term = term;
    this.votedFor = null;
    this.save();
    if (this.role === "leader") this.waitForLeader();
    this.becomeFollower();
  }

  private becomeFollower(): void {
    this.role = "follower";
    this.context.clearTimer("heartbeat");
  }

  private stand(): void {
    this.role = "candidate";
    this.term++;
    this.votedFor = this.context.id;
    this.voters = [this.context.id];
    this.save();
    this.waitForLeader();
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: "RequestVote",
        term: this.term,
        candidateId: this.context.id,
        lastLogIndex: this.log.length,
        lastLogTerm: this.lastLogTerm(),
      });
    }
    this.countVotes();
  }

  private onRequestVote(from: NodeId, request: RequestVote): void {
    const lastLogTerm = this.lastLogTerm();
    const isUpToDate = request.lastLogTerm > lastLogTerm ||
      (request.lastLogTerm === lastLogTerm && request.lastLogIndex >= this.log.length);
    const isFree = this.votedFor === null || this.votedFor === from;
    const voteGranted = request.term === this.term && isFree && isUpToDate;
    if (voteGranted) {
      this.votedFor = from;
      this.save();
      this.waitForLeader();
    }
    this.context.send(from, { type: "RequestVoteReply", term: this.term, voteGranted });
  }

  private onVote(from: NodeId, term: number): void {
    if (this.role !== "candidate" || term !== this.term) return;
    if (!this.voters.includes(from)) this.voters.push(from);
    this.countVotes();
  }

  private countVotes(): void {
    const nodeCount = this.context.peers.length + 1;
    if (this.voters.length * 2 <= nodeCount) return;
    this.role = "leader";
    this.unanswered.clear();
    this.context.clearTimer("election");
    this.sendHeartbeats();
  }

  private sendHeartbeats(): void {
    this.context.setTimer("heartbeat", HEARTBEAT_MS);
    for (const peer of this.context.peers) {
      const unanswered = this.unanswered.get(peer) ?? 0;
      if (unanswered >= UNANSWERED_MAX) continue;
      this.unanswered.set(peer, unanswered + 1);
      this.context.send(peer, {
        type: "AppendEntries",
        term: this.term,
        leaderId: this.context.id,
        prevLogIndex: this.log.length,
        prevLogTerm: this.lastLogTerm(),
        entries: [],
        leaderCommit: 0,
      });
    }
  }

  private onAppendEntries(from: NodeId, append: AppendEntries): void {
    const success = append.term === this.term;
    if (success) {
      this.becomeFollower();
      this.waitForLeader();
    }
    this.context.send(from, { type: "AppendEntriesReply", term: this.term, success });
  }

  private waitForLeader(): void {
    this.context.setTimer("election", ELECTION_MS + ELECTION_MS * this.context.random());
  }

  private lastLogTerm(): number {
    return this.log.at(-1)?.term ?? 0;
  }

  private save(): void {
    this.context.save("state", { term: this.term, votedFor: this.votedFor });
  }
}
