// hidden: truthlab-hidden-7f3a
// One timer that ticks, private state, and a disk that is told at the end of each handler: what is to
// be sent waits until then.
import type { Command, Context, Entry, Message, NodeId } from "./api.ts";

const TICK_MS = 20;

interface Peer {
  next: number;
  match: number;
}

type Handlers = { [Type in Message["type"]]: (from: NodeId, message: Message) => void };

export class RaftNode {
  readonly #context: Context;
  #role: "FOLLOWER" | "CANDIDATE" | "LEADER" = "FOLLOWER";
  #term = 0;
  #votedFor: NodeId | undefined;
  #votes = new Set<NodeId>();
  #log: Entry[] = [{ term: 0, command: null }];
  #commit = 0;
  #applied = 0;
  #peers = new Map<NodeId, Peer>();
  #outbox: [to: NodeId, message: unknown][] = [];
  #saved = "";
  #electionAt = 0;
  #heartbeatAt = 0;
  readonly #handlers: Handlers = {
    RequestVote: (from, message) => this.#requestVote(from, message),
    RequestVoteReply: (from, message) => this.#voted(from, message),
    AppendEntries: (from, message) => this.#append(from, message),
    AppendEntriesReply: (from, message) => this.#appended(from, message),
  };

  constructor(context: Context) {
    this.#context = context;
    const [term, votedFor, ...log] = (context.load("state") ?? []) as [number, string, ...Entry[]];
    if (term === undefined) return;
    this.#term = term;
    this.#votedFor = votedFor === "" ? undefined : votedFor;
    this.#log.push(...log);
  }

  /** Saves, and then sends. */
  #flush(): void {
    const state = [this.#term, this.#votedFor ?? "", ...this.#log.slice(1)];
    const text = JSON.stringify(state);
    if (text !== this.#saved) this.#context.save("state", state);
    this.#saved = text;
    this.#outbox.splice(0).forEach(([to, message]) => this.#context.send(to, message));
  }

  #send(to: NodeId, message: unknown): void {
    this.#outbox.push([to, message]);
  }

  get #last(): number {
    return this.#log.length - 1;
  }

  onStart(): void {
    this.#postponeElection();
    this.#context.setTimer("tick", TICK_MS);
  }

  onTimer(): void {
    this.#context.setTimer("tick", TICK_MS);
    const now = this.#context.now();
    if (this.#role !== "LEADER" && now >= this.#electionAt) this.#stand();
    if (this.#role === "LEADER" && now >= this.#heartbeatAt) this.#sendAll();
    this.#flush();
    // State machines may lag behind: they are fed between heartbeats.
    for (; this.#applied < this.#commit; this.#applied++) {
      const { command } = this.#log[this.#applied + 1];
      this.#context.apply(this.#applied + 1, command);
      if (this.#role === "LEADER") this.#context.reply((command as Command).id, { ok: true });
    }
  }

  onCommand(command: Command): void {
    if (this.#role === "LEADER") {
      this.#log.push({ term: this.#term, command });
      this.#flush();
    } else this.#context.reply(command.id, { ok: false, leader: null });
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.term > this.#term) this.#follow(message.term);
    this.#handlers[message.type](from, message);
    this.#flush();
  }

  #follow(term: number): void {
    if (term > this.#term) this.#votedFor = undefined;
    this.#term = term;
    this.#role = "FOLLOWER";
  }

  #postponeElection(): void {
    this.#electionAt = this.#context.now() + 200 + 200 * this.#context.random();
  }

  #stand(): void {
    this.#role = "CANDIDATE";
    this.#term += 1;
    this.#votedFor = this.#context.id;
    this.#votes = new Set([this.#context.id]);
    this.#postponeElection();
    this.#context.peers.forEach((peer) =>
      this.#send(peer, {
        type: "RequestVote",
        term: this.#term,
        candidateId: this.#context.id,
        lastLogIndex: this.#last,
        lastLogTerm: this.#log[this.#last].term,
      })
    );
    this.#tally();
  }

  #requestVote(from: NodeId, message: Message): void {
    if (message.type !== "RequestVote") return;
    const mine = this.#log[this.#last].term;
    const isBehind = message.lastLogTerm < mine ||
      (message.lastLogTerm === mine && message.lastLogIndex < this.#last);
    const voteGranted = !isBehind && message.term >= this.#term &&
      [undefined, from].includes(this.#votedFor);
    if (voteGranted) this.#votedFor = from;
    this.#send(from, { type: "RequestVoteReply", term: this.#term, voteGranted });
  }

  #voted(from: NodeId, message: Message): void {
    if (message.type !== "RequestVoteReply" || !message.voteGranted) return;
    if (message.term !== this.#term || this.#role !== "CANDIDATE") return;
    this.#votes.add(from);
    this.#tally();
  }

  #tally(): void {
    if (this.#votes.size < Math.floor((this.#context.peers.length + 1) / 2) + 1) return;
    this.#role = "LEADER";
    this.#peers = new Map(
      this.#context.peers.map((peer) => [peer, { next: this.#last + 1, match: 0 }]),
    );
    this.#sendAll();
  }

  #sendAll(): void {
    this.#heartbeatAt = this.#context.now() + 60;
    this.#peers.forEach(({ next }, peer) =>
      this.#send(peer, {
        type: "AppendEntries",
        term: this.#term,
        leaderId: this.#context.id,
        prevLogIndex: next - 1,
        prevLogTerm: this.#log[next - 1].term,
        entries: this.#log.slice(next, next + 3),
        leaderCommit: this.#commit,
      })
    );
  }

  #append(from: NodeId, message: Message): void {
    if (message.type !== "AppendEntries") return;
    const { term, prevLogIndex, prevLogTerm, entries, leaderCommit } = message;
    const answer = (success: boolean) =>
      this.#send(from, {
        type: "AppendEntriesReply",
        term: this.#term,
        success,
        asked: prevLogIndex,
        count: entries.length,
      });
    if (term < this.#term) return answer(false);
    this.#follow(term);
    this.#postponeElection();
    if (this.#log[prevLogIndex]?.term !== prevLogTerm) {
      // It conflicts with the leader's, so it can go at once.
      if (prevLogIndex <= this.#last) this.#log.splice(prevLogIndex);
      return answer(false);
    }
    const differs = entries.findIndex((entry, place) =>
      this.#log[prevLogIndex + 1 + place]?.term !== entry.term
    );
    if (differs >= 0) {
      this.#log.splice(prevLogIndex + 1 + differs, Infinity, ...entries.slice(differs));
    }
    this.#commit = Math.max(this.#commit, Math.min(leaderCommit, prevLogIndex + entries.length));
    answer(true);
  }

  #appended(from: NodeId, message: Message): void {
    if (message.type !== "AppendEntriesReply") return;
    const peer = this.#peers.get(from);
    if (this.#role !== "LEADER" || message.term < this.#term || peer === undefined) return;
    const { asked, count } = message as unknown as { asked: number; count: number };
    if (!message.success) {
      peer.next = Math.max(1, Math.min(peer.next, asked));
      return;
    }
    peer.match = Math.max(peer.match, asked + count);
    peer.next = peer.match + 1;
    for (let index = this.#last; index > this.#commit; index--) {
      if (this.#log[index].term !== this.#term) break;
      const holders = [...this.#peers.values()].filter(({ match }) => match >= index).length + 1;
      if (holders * 2 > this.#context.peers.length + 1) {
        this.#commit = index;
        break;
      }
    }
  }
}
