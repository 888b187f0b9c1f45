/** The name of a node: `n1`, `n2`, ... */
export type NodeId = string;

/** One entry of the log. In this exercise only its term matters. */
export interface Entry {
  readonly term: number;
  readonly command: unknown;
}

/** A candidate asks for a vote. */
export interface RequestVote {
  type: "RequestVote";
  /** The candidate's term. */
  term: number;
  candidateId: NodeId;
  /** Index of the last entry of the candidate's log. Indices count from 1; 0 is an empty log. */
  lastLogIndex: number;
  /** Term of that entry, 0 for an empty log. */
  lastLogTerm: number;
}

export interface RequestVoteReply {
  type: "RequestVoteReply";
  /** The voter's own term, by then at least the candidate's if it grants its vote. */
  term: number;
  voteGranted: boolean;
}

/** What a leader sends to every other node, again and again. Here it carries no entries. */
export interface AppendEntries {
  type: "AppendEntries";
  term: number;
  leaderId: NodeId;
  /** Where the leader's log ends: nothing is added to it in this exercise. */
  prevLogIndex: number;
  prevLogTerm: number;
  entries: Entry[];
  /** 0 in this exercise. */
  leaderCommit: number;
}

export interface AppendEntriesReply {
  type: "AppendEntriesReply";
  term: number;
  /** False for a leader of an older term. */
  success: boolean;
}

/**
 * The messages of figure 2 of the Raft paper. You may add fields to them, and send messages of other
 * types, such as a pre-vote: they reach your nodes like any other, and nobody judges them.
 */
export type Message = RequestVote | RequestVoteReply | AppendEntries | AppendEntriesReply;

/**
 * All that a node can touch. What you send, save or note is copied at that moment, and is data:
 * numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these.
 * A class instance arrives as a plain object of its fields. Functions, symbols, errors and typed
 * arrays are refused: the exception says where in the message they are.
 */
export interface Context {
  readonly id: NodeId;
  /** The other nodes, without this one. A cluster has from 1 to 7 nodes in all. */
  readonly peers: readonly NodeId[];
  /** This node's own clock in milliseconds. It starts anywhere, drifts, and may jump. */
  now(): number;
  /** A number from 0 up to, not including, 1. Math.random() is not to be had here. */
  random(): number;
  /** Sends a message, which may come late, twice, after a later one, or never. */
  send(to: NodeId, message: unknown): void;
  /** `onTimer(name)` is called after so long. Setting the same name again replaces the timer. */
  setTimer(name: string, delayMs: number): void;
  clearTimer(name: string): void;
  /** Writes to the disk, and is done when it is safe from a crash. */
  save(key: string, value: unknown): void;
  /** Writes to the disk's cache: lost if the power fails before the next `sync` or `save`. */
  write(key: string, value: unknown): void;
  sync(): void;
  /** What was last saved or written under the key; undefined if nothing was. */
  load(key: string): unknown;
  /** Writes a line into the picture of the run, and changes nothing else. */
  note(label: string, data?: unknown): void;
}

/**
 * What your file exports, as `class RaftNode`. It is built anew at every start and restart. A crash
 * takes all its fields, and may strike between any two things that a handler asks for: what was
 * saved before a message was sent is on the disk, what comes after it may never happen.
 */
export interface RaftNodeClass {
  new (context: Context, log: readonly Entry[]): {
    /** Called once after each start. */
    onStart?(): void;
    onMessage?(from: NodeId, message: Message): void;
    onTimer?(name: string): void;
  };
}
