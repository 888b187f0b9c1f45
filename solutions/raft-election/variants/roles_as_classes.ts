// hidden: truthlab-hidden-7f3a
// Each role is a class, each message an instance with fields of its own, and a leader greets first.
import type { Context, Entry, Message, NodeId } from "@/exercises/raft-election/api.ts";

enum Mood {
  Calm = "CALM",
  Busy = "BUSY",
}

class Envelope {
  constructor(
    private readonly sentAtMs: number,
    private readonly mood: Mood,
    private readonly fields: Message,
  ) {}

  /** What travels, with two fields more. */
  toJSON(): Message & { sentAtMs: number; mood: Mood } {
    return { ...this.fields, sentAtMs: this.sentAtMs, mood: this.mood };
  }
}

/** What all roles share, and all that is on the disk. */
class Self {
  term = 0;
  votedFor: NodeId | undefined;
  role: Role;

  constructor(readonly context: Context, readonly log: readonly Entry[]) {
    Object.assign(this, context.load("self"));
    this.role = new Follower(this);
  }

  get lastLogTerm(): number {
    return this.log.length === 0 ? 0 : this.log[this.log.length - 1].term;
  }

  become(role: Role): void {
    this.role = role;
    role.enter();
  }

  store(): void {
    this.context.save("self", { term: this.term, votedFor: this.votedFor });
  }

  post(to: NodeId, fields: Message): void {
    const mood = this.role instanceof Leader ? Mood.Busy : Mood.Calm;
    this.context.send(to, new Envelope(this.context.now(), mood, fields));
  }

  postAll(fields: Message): void {
    for (const peer of this.context.peers) this.post(peer, fields);
  }
}

abstract class Role {
  constructor(protected readonly self: Self) {}

  enter(): void {}

  /** The one timer of this role. */
  abstract tick(): void;

  abstract heard(from: NodeId, message: Message): void;

  protected wait(): void {
    this.self.context.setTimer("tick", 150 + 150 * this.self.context.random());
  }

  protected decide(from: NodeId, message: Message & { type: "RequestVote" }): boolean {
    const { self } = this;
    if (message.term < self.term) return false;
    if (self.votedFor !== undefined && self.votedFor !== from) return false;
    if (message.lastLogTerm !== self.lastLogTerm) return message.lastLogTerm > self.lastLogTerm;
    return message.lastLogIndex >= self.log.length;
  }

  refuse(from: NodeId, type: Message["type"]): void {
    const { term } = this.self;
    if (type === "RequestVote") {
      this.self.post(from, { type: "RequestVoteReply", term, voteGranted: false });
    } else if (type === "AppendEntries") {
      this.self.post(from, { type: "AppendEntriesReply", term, success: false });
    }
  }
}

class Follower extends Role {
  override enter(): void {
    this.wait();
  }

  tick(): void {
    this.self.become(new Candidate(this.self));
  }

  heard(from: NodeId, message: Message): void {
    const { self } = this;
    if (message.type === "AppendEntries") {
      this.wait();
      self.post(from, { type: "AppendEntriesReply", term: self.term, success: true });
    } else if (message.type === "RequestVote") {
      const voteGranted = this.decide(from, message);
      if (voteGranted) {
        self.votedFor = from;
        self.store();
        this.wait();
      }
      self.post(from, { type: "RequestVoteReply", term: self.term, voteGranted });
    }
  }
}

class Candidate extends Role {
  readonly friends = new Set<NodeId>();

  override enter(): void {
    const { self } = this;
    self.term += 1;
    self.votedFor = self.context.id;
    self.store();
    this.wait();
    self.postAll({
      type: "RequestVote",
      term: self.term,
      candidateId: self.context.id,
      lastLogIndex: self.log.length,
      lastLogTerm: self.lastLogTerm,
    });
    this.look();
  }

  tick(): void {
    this.self.become(new Candidate(this.self));
  }

  heard(from: NodeId, message: Message): void {
    const { self } = this;
    if (message.type === "AppendEntries") {
      self.become(new Follower(self));
      self.role.heard(from, message);
    } else if (message.type === "RequestVote") this.refuse(from, message.type);
    else if (message.type === "RequestVoteReply" && message.voteGranted) {
      this.friends.add(from);
      this.look();
    }
  }

  private look(): void {
    const others = this.self.context.peers.length;
    if (this.friends.size >= Math.ceil(others / 2)) this.self.become(new Leader(this.self));
  }
}

class Leader extends Role {
  override enter(): void {
    this.self.context.note("I lead", this.self.term);
    for (const peer of this.self.context.peers) {
      this.self.context.send(peer, { type: "Greeting", term: this.self.term });
    }
    this.tick();
  }

  tick(): void {
    const { self } = this;
    self.context.setTimer("tick", 30);
    self.postAll({
      type: "AppendEntries",
      term: self.term,
      leaderId: self.context.id,
      prevLogIndex: self.log.length,
      prevLogTerm: self.lastLogTerm,
      entries: [],
      leaderCommit: 0,
    });
  }

  heard(from: NodeId, message: Message): void {
    this.refuse(from, message.type);
  }
}

export class RaftNode {
  private readonly self: Self;

  constructor(context: Context, log: readonly Entry[]) {
    this.self = new Self(context, log);
  }

  onStart(): void {
    this.self.role.enter();
  }

  onTimer(): void {
    this.self.role.tick();
  }

  onMessage(from: NodeId, message: Message): void {
    const { self } = this;
    if (message.term < self.term) return self.role.refuse(from, message.type);
    if (message.term > self.term) {
      self.term = message.term;
      self.votedFor = undefined;
      self.store();
      self.become(new Follower(self));
    }
    self.role.heard(from, message);
  }
}
