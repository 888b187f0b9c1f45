import type { Command, Context, NodeId } from "@/engine/types.ts";

interface Entry {
  term: number;
  command: unknown;
}

type Message =
  | { type: "RequestVote"; term: number; lastLogIndex: number; lastLogTerm: number }
  | { type: "Vote"; term: number; granted: boolean }
  | {
    type: "AppendEntries";
    term: number;
    prevLogIndex: number;
    prevLogTerm: number;
    entries: Entry[];
    leaderCommit: number;
  }
  | { type: "Appended"; term: number; success: boolean; matchIndex: number };

const HEARTBEAT_MS = 50;
const ELECTION_MS = 150;

/** Raft without snapshots and membership changes, as in figure 2 of the paper. */
export class RaftNode {
  private role: "follower" | "candidate" | "leader" = "follower";
  private term = 0;
  private votedFor: NodeId | null = null;
  private log: Entry[] = [];
  private votes: NodeId[] = [];
  private commitIndex = 0;
  private lastApplied = 0;
  private nextIndex: Record<NodeId, number> = {};
  private matchIndex: Record<NodeId, number> = {};

  constructor(protected readonly context: Context) {
    const saved = context.load("state") as
      | { term: number; votedFor: NodeId | null; log: Entry[] }
      | undefined;
    if (saved !== undefined) {
      this.term = saved.term;
      this.votedFor = saved.votedFor;
      this.log = saved.log;
    }
  }

  onStart(): void {
    this.resetElectionTimer();
  }

  onTimer(name: string): void {
    if (name === "election") this.startElection();
    else if (this.role === "leader") this.sendHeartbeats();
  }

  onCommand(command: Command): void {
    if (this.role !== "leader") return;
    this.log.push({ term: this.term, command: command.body });
    this.persist();
    this.sendHeartbeats();
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.term) {
      this.term = message.term;
      this.votedFor = null;
      this.becomeFollower();
      this.persist();
    }
    if (message.type === "RequestVote") this.onRequestVote(from, message);
    else if (message.type === "Vote") this.onVote(from, message);
    else if (message.type === "AppendEntries") this.onAppendEntries(from, message);
    else this.onAppended(from, message);
  }

  private startElection(): void {
    this.role = "candidate";
    this.term++;
    this.votedFor = this.context.id;
    this.votes = [this.context.id];
    this.persist();
    this.resetElectionTimer();
    for (const peer of this.context.peers) {
      this.context.send(peer, {
        type: "RequestVote",
        term: this.term,
        lastLogIndex: this.log.length,
        lastLogTerm: this.termAt(this.log.length),
      });
    }
    this.countVotes();
  }

  private onRequestVote(from: NodeId, message: Message & { type: "RequestVote" }): void {
    const lastTerm = this.termAt(this.log.length);
    const isUpToDate = message.lastLogTerm > lastTerm ||
      (message.lastLogTerm === lastTerm && message.lastLogIndex >= this.log.length);
    const granted = message.term === this.term && isUpToDate &&
      (this.votedFor === null || this.votedFor === from);
    if (granted) {
      this.votedFor = from;
      this.persist();
      this.resetElectionTimer();
    }
    this.context.send(from, { type: "Vote", term: this.term, granted });
  }

  private onVote(from: NodeId, message: Message & { type: "Vote" }): void {
    if (this.role !== "candidate" || message.term !== this.term || !message.granted) return;
    if (!this.votes.includes(from)) this.votes.push(from);
    this.countVotes();
  }

  private countVotes(): void {
    if (this.votes.length < this.quorum()) return;
    this.role = "leader";
    this.context.clearTimer("election");
    for (const peer of this.context.peers) {
      this.nextIndex[peer] = this.log.length + 1;
      this.matchIndex[peer] = 0;
    }
    this.sendHeartbeats();
  }

  private sendHeartbeats(): void {
    this.context.setTimer("heartbeat", HEARTBEAT_MS);
    for (const peer of this.context.peers) {
      const prevLogIndex = this.nextIndex[peer] - 1;
      this.context.send(peer, {
        type: "AppendEntries",
        term: this.term,
        prevLogIndex,
        prevLogTerm: this.termAt(prevLogIndex),
        entries: this.log.slice(prevLogIndex),
        leaderCommit: this.commitIndex,
      });
    }
  }

  private onAppendEntries(from: NodeId, message: Message & { type: "AppendEntries" }): void {
    if (message.term < this.term) {
      this.context.send(from, { type: "Appended", term: this.term, success: false, matchIndex: 0 });
      return;
    }
    this.becomeFollower();
    const { prevLogIndex, entries } = message;
    const success = this.termAt(prevLogIndex) === message.prevLogTerm &&
      prevLogIndex <= this.log.length;
    if (success) this.append(prevLogIndex, entries);
    const matchIndex = prevLogIndex + entries.length;
    if (success) this.commit(Math.min(message.leaderCommit, matchIndex));
    this.context.send(from, { type: "Appended", term: this.term, success, matchIndex });
  }

  private append(prevLogIndex: number, entries: Entry[]): void {
    let hasChanged = false;
    for (let offset = 0; offset < entries.length; offset++) {
      const index = prevLogIndex + offset + 1;
      if (this.termAt(index) === entries[offset].term) continue;
      this.log.length = index - 1;
      this.log.push(entries[offset]);
      hasChanged = true;
    }
    if (hasChanged) this.persist();
  }

  private onAppended(from: NodeId, message: Message & { type: "Appended" }): void {
    if (this.role !== "leader" || message.term !== this.term) return;
    if (!message.success) {
      this.nextIndex[from] = Math.max(1, this.nextIndex[from] - 1);
      return;
    }
    this.matchIndex[from] = Math.max(this.matchIndex[from], message.matchIndex);
    this.nextIndex[from] = this.matchIndex[from] + 1;
    const matches = Object.values(this.matchIndex);
    matches.push(this.log.length);
    matches.sort((one, other) => other - one);
    const quorumIndex = matches[this.quorum() - 1];
    if (this.mayCount(quorumIndex)) this.commit(quorumIndex);
  }

  /** How many must agree: more than half of all that exist, in reach or not. */
  protected quorum(): number {
    return Math.floor((this.context.peers.length + 1) / 2) + 1;
  }

  /** Copies are counted for entries of the own term only (section 5.4.2; figure 8 shows why). */
  protected mayCount(index: number): boolean {
    return this.termAt(index) === this.term;
  }

  private commit(index: number): void {
    if (index <= this.commitIndex) return;
    this.commitIndex = index;
    while (this.lastApplied < this.commitIndex) {
      this.lastApplied++;
      this.context.apply(this.lastApplied, this.log[this.lastApplied - 1].command);
    }
  }

  private becomeFollower(): void {
    if (this.role === "leader") this.context.clearTimer("heartbeat");
    this.role = "follower";
    this.resetElectionTimer();
  }

  private resetElectionTimer(): void {
    this.context.setTimer("election", ELECTION_MS + this.context.random() * ELECTION_MS);
  }

  private persist(): void {
    this.context.save("state", { term: this.term, votedFor: this.votedFor, log: this.log });
  }

  private termAt(index: number): number {
    return index >= 1 && index <= this.log.length ? this.log[index - 1].term : 0;
  }
}
