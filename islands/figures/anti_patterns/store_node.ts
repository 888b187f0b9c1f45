import type { Command, Context, Data, NodeId } from "@/engine/types.ts";
import { hostRaft } from "../kit/raft_host.ts";
import type { RaftNode } from "../kit/raft_node.ts";
import type { RaftState } from "../kit/raft_state.ts";

/** How a leader answers a read. */
export const WAYS = ["log", "own", "index", "lease"] as const;
export type Way = typeof WAYS[number];

/** By the leader's own clock. Shorter than the shortest election timeout, which is 150 ms. */
export const LEASE_MS = 140;

type Ping = { readonly type: "Ping" | "Pong"; readonly term: number; readonly round: number };

/** A number x on top of Raft, and a read of it. */
export class StoreNode {
  x = 0;
  answer: { readonly x: number } | undefined;
  readonly state: RaftState;
  private readonly raft: RaftNode;
  /** Rounds of "do I still lead?", with the time by the own clock at which each was sent. */
  private round = 0;
  private sentAtMs = 0;
  private leaseUntilMs = 0;
  private waitsForRound: number | undefined;

  constructor(private readonly context: Context, private readonly way: Way) {
    const servers = ["n1", "n2", "n3"];
    const hosted = hostRaft(context, { servers, onApply: (_index, entry) => this.carryOut(entry) });
    this.raft = hosted.raft;
    this.state = hosted.state;
  }

  onStart(): void {
    this.raft.onStart();
  }

  onTimer(name: string): void {
    this.raft.onTimer(name);
    if (name === "heartbeat" && this.state.role === "leader") this.ask();
  }

  onCommand(command: Command): void {
    if (command.body !== "read") this.raft.onCommand(command);
    else if (this.state.role === "leader") this.read(command);
  }

  onMessage(from: NodeId, message: never): void {
    const { type, term, round } = message as Ping;
    if (type === "Ping") {
      if (term >= this.state.term) this.context.send(from, { type: "Pong", term, round });
    } else if (type === "Pong") this.hear(round);
    else this.raft.onMessage(from, message);
  }

  private read(command: Command): void {
    if (this.way === "log") this.raft.onCommand(command);
    else if (this.way === "own") this.reply();
    else if (this.way === "lease" && this.context.now() < this.leaseUntilMs) this.reply();
    else {
      // ReadIndex: all that is committed is carried out at once here, so only the round is left.
      this.ask();
      this.waitsForRound = this.round;
    }
  }

  private ask(): void {
    this.round++;
    this.sentAtMs = this.context.now();
    const ping = { type: "Ping", term: this.state.term, round: this.round } satisfies Ping;
    for (const peer of this.context.peers) this.context.send(peer, ping);
  }

  /** One of two others is a majority, with the leader itself. */
  private hear(round: number): void {
    if (round !== this.round) return;
    this.leaseUntilMs = this.sentAtMs + LEASE_MS;
    if (this.waitsForRound === round) this.reply();
  }

  private reply(): void {
    this.waitsForRound = undefined;
    this.answer = { x: this.x };
  }

  private carryOut(entry: Data): void {
    if (typeof entry === "number") this.x = entry;
    else if (this.state.role === "leader") this.reply();
  }
}
