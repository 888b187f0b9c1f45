import type { Command, Context, Data, NodeId } from "@/engine/types.ts";
import { hostRaft } from "../kit/raft_host.ts";
import type { RaftNode } from "../kit/raft_node.ts";
import type { RaftState } from "../kit/raft_state.ts";

export const SERVERS: readonly NodeId[] = ["n1", "n2", "n3", "n4", "n5"];
export const BALANCE = 100;
export const AMOUNT = 30;
/** The number that the client gave to this payment. */
export const NUMBER = 7;

const PATIENCE_MS = 1_000;

/** What is in the log: a payment, or what a new leader commits to learn how far its log is settled. */
export type Entry =
  | { readonly kind: "take"; readonly client: NodeId; readonly number: number }
  | { readonly kind: "nothing" };

type Request = { readonly type: "Take"; readonly number: number };
type Answer = { readonly type: "Done"; readonly number: number; readonly balance: number };

/**
 * An account on top of Raft. With request ids it keeps, for each client, the last number that it
 * has carried out and the answer: both are changed by the log alone, so every node has the same
 * (Ongaro's dissertation, section 6.3).
 */
export class AccountNode {
  balance = BALANCE;
  readonly state: RaftState;
  private readonly raft: RaftNode;
  /** Clients whose request came to this node: it answers no others. */
  private readonly asked = new Set<NodeId>();
  private readonly done: Record<NodeId, { number: number; balance: number }> = {};

  constructor(private readonly context: Context, private readonly hasIds: boolean) {
    const hosted = hostRaft(context, {
      servers: SERVERS,
      onApply: (_index, command) => this.carryOut(command),
    });
    this.raft = hosted.raft;
    this.state = hosted.state;
  }

  onStart(): void {
    this.raft.onStart();
  }

  onTimer(name: string): void {
    this.raft.onTimer(name);
  }

  onCommand(command: Command): void {
    this.raft.onCommand(command);
  }

  onMessage(from: NodeId, message: never): void {
    const { type, number } = message as Request;
    if (type !== "Take") return this.raft.onMessage(from, message);
    this.asked.add(from);
    const body = { kind: "take", client: from, number } satisfies Entry;
    this.raft.onCommand({ id: `${from} ${number}`, client: from, body: body as never });
  }

  private carryOut(command: Data): void {
    const entry = command as Entry;
    if (entry.kind === "nothing") return;
    const { client, number } = entry;
    const isRepeated = this.hasIds && this.done[client]?.number === number;
    if (!isRepeated) {
      this.balance -= AMOUNT;
      this.done[client] = { number, balance: this.balance };
    }
    if (this.state.role !== "leader" || !this.asked.has(client)) return;
    const { balance } = this.done[client];
    this.context.send(client, { type: "Done", number, balance } satisfies Answer);
  }
}

/** Sends a payment, and waits for the answer, but not for ever. */
export class ClientNode {
  knows: "waiting" | "nothing" | "done" = "waiting";
  balance: number | undefined;

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.knows = "waiting";
    this.context.send(body as NodeId, { type: "Take", number: NUMBER } satisfies Request);
    this.context.setTimer("patience", PATIENCE_MS);
  }

  onMessage(_from: NodeId, { balance }: Answer): void {
    this.context.clearTimer("patience");
    this.knows = "done";
    this.balance = balance;
  }

  onTimer(): void {
    this.knows = "nothing";
  }
}
