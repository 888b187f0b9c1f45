// FAILS: rejects-old-leaders
// hidden: truthlab-hidden-7f3a
// Whoever was given the vote may lead: also by what it sent when it led before.
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
    this.log.push({ term: this.term, command });
    this.sendAppends();
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
    const prevLogIndex = this.nextIndex[peer] - 1;
    this.context.send(peer, {
      type: "AppendEntries",
      term: this.term,
      leaderId: this.context.id,
      prevLogIndex,
      prevLogTerm: this.termAt(prevLogIndex),
      entries: this.log.slice(prevLogIndex),
      leaderCommit: this.commitIndex,
    });
  }

  private onAppended(from: NodeId, message: AppendEntriesReply): void {
    if (this.role !== "leader" || message.term !== this.term) return;
    const matchIndex = message.matchIndex as number;
    if (!message.success) {
      this.nextIndex[from] = Math.max(1, Math.min(this.nextIndex[from] - 1, matchIndex + 1));
      this.sendAppend(from);
      return;
    }
    this.matchIndex[from] = Math.max(this.matchIndex[from], matchIndex);
    this.nextIndex[from] = this.matchIndex[from] + 1;
    this.advanceCommit();
  }

  /** Only an entry of the own term is committed by counting; those before it come with it. */
  private advanceCommit(): void {
    const matches = this.context.peers.map((peer) => this.matchIndex[peer]);
    matches.push(this.log.length);
    matches.sort((one, other) => other - one);
    const index = matches[matches.length >> 1];
    if (this.termAt(index) === this.term) this.commit(index);
  }

  // ---- The follower's log ----

  private onAppendEntries(from: NodeId, message: AppendEntries): void {
    const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message;
    let matchIndex = prevLogIndex + entries.length;
    let success = false;
    if (message.term === this.term || this.votedFor === from) {
      this.becomeFollower();
      success = prevLogIndex <= this.log.length && this.termAt(prevLogIndex) === prevLogTerm;
      if (success) {
        this.append(prevLogIndex, entries);
        this.commit(Math.min(leaderCommit, matchIndex));
      } else matchIndex = this.log.length;
    }
    this.context.send(from, { type: "AppendEntriesReply", term: this.term, success, matchIndex });
  }

  /** An old message may say less than is known by now: nothing is cut off that does not differ. */
  private append(prevLogIndex: number, entries: readonly Entry[]): void {
    entries.forEach((entry, offset) => {
      const index = prevLogIndex + offset + 1;
      if (this.termAt(index) === entry.term) return;
      this.log.length = index - 1;
      this.log.push(entry);
    });
  }

  // ---- Both ----

  private commit(index: number): void {
    this.commitIndex = Math.max(this.commitIndex, index);
    while (this.lastApplied < this.commitIndex) {
      this.lastApplied++;
      // Null where another leader began its term with an entry for no client.
      const command = this.log[this.lastApplied - 1].command as Command | null;
      this.context.apply(this.lastApplied, command?.body ?? null);
      if (this.role === "leader" && command !== null) this.context.reply(command.id, { ok: true });
    }
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
