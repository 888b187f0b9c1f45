/** The name of a node: `n1`, `n2`, ... */
export type NodeId = string;

/**
 * What a node can touch. What you send, apply or note is copied at that moment, and is data:
 * numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these.
 * A class instance arrives as a plain object of its fields. Functions, symbols, errors and typed
 * arrays are refused: the exception says where in the message they are.
 */
export interface Context {
  readonly id: NodeId;
  /** The other nodes of the cluster, without this one. It never changes. */
  readonly peers: readonly NodeId[];
  /** This node's own clock, in milliseconds. It starts anywhere. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Sends a message, which may be lost, late, doubled or overtaken. */
  send(to: NodeId, message: unknown): void;
  /** Arms a timer by name; arming it again replaces it. */
  setTimer(name: string, delayMs: number): void;
  clearTimer(name: string): void;
  /** Hands a committed command to the state machine. Indices count from 1. */
  apply(index: number, command: unknown): void;
  /** Answers a client's command, by the `id` that came with it. */
  reply(id: string, result: Reply): void;
  /** Writes a line into the trace, like console.log. */
  note(label: string, data?: unknown): void;
}

/** What a client asks of a node. What its `body` means is the state machine's business. */
export interface Command {
  /** Unique. A client never asks twice. */
  readonly id: string;
  readonly client: string;
  readonly body: unknown;
}

/**
 * `ok: true` says: your command is committed and I have applied it. Anything else promises nothing:
 * the client does not know whether its command will ever be applied.
 */
export interface Reply {
  readonly ok: boolean;
  /** Whom to ask instead, if you like. */
  readonly leader?: NodeId | null;
}

/**
 * One entry of the log. `command` is what a client asked: the whole command as it came, or its
 * `body` alone. An entry that stands for nothing, such as a new leader's first, has `null` there.
 */
export interface Entry {
  readonly term: number;
  readonly command: unknown;
}

/**
 * The messages of figure 2 of the Raft paper. Indices count from 1; 0 is the place before the first
 * entry, and the term there is 0. You may add fields, and message types of your own.
 */
export interface RequestVote {
  readonly type: "RequestVote";
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

export interface RequestVoteReply {
  readonly type: "RequestVoteReply";
  readonly term: number;
  readonly voteGranted: boolean;
}

export interface AppendEntries {
  readonly type: "AppendEntries";
  readonly term: number;
  readonly leaderId: NodeId;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  /** Empty in a heartbeat. */
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
}

export interface AppendEntriesReply {
  readonly type: "AppendEntriesReply";
  readonly term: number;
  readonly success: boolean;
  /** Whatever helps the leader: the paper has it remember what it asked. */
  readonly [hint: string]: unknown;
}

export type Message = RequestVote | RequestVoteReply | AppendEntries | AppendEntriesReply;

/** What your file exports: `class RaftNode`, built with its context, with these methods. */
export interface RaftProgram {
  /** Called once, when the node starts. */
  onStart(): void;
  onMessage(from: NodeId, message: Message): void;
  onTimer(name: string): void;
  onCommand(command: Command): void;
}
