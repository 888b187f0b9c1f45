import type { Data, NodeId } from "../types.ts";

/**
 * What a judge of Raft must know of a message, whatever the program calls its fields. Indices count
 * from 1, and 0 stands for the beginning of the log.
 */
export type RaftMessage =
  | {
    readonly kind: "vote request";
    readonly term: number;
    /** Where the candidate's log ends, and the term of its last entry, if the message says so. */
    readonly lastIndex?: number;
    readonly lastTerm?: number;
  }
  | { readonly kind: "vote"; readonly term: number; readonly granted: boolean }
  | {
    readonly kind: "append";
    readonly term: number;
    readonly previousIndex: number;
    readonly previousTerm: number;
    readonly entries: readonly RaftEntry[];
    /** How far the log is committed, if the message says so. */
    readonly leaderCommit?: number;
  }
  | { readonly kind: "append reply"; readonly term: number; readonly success: boolean };

export interface RaftEntry {
  readonly term: number;
  readonly command: Data;
}

/** `append` as monitors read it. */
export type Append = Extract<RaftMessage, { kind: "append" }>;

type VoteRequest = Extract<RaftMessage, { kind: "vote request" }>;

/**
 * How an exercise's messages are to be read. The grader writes it; the monitors see nothing else of
 * a program but what it sends, applies and answers.
 */
export interface RaftAdapter {
  /**
   * Undefined for a message that the five properties do not speak of, such as a pre-vote. What it
   * returns is looked through: wrong shapes are passed over, and are another check's work.
   */
  readonly read: (message: Data) => RaftMessage | undefined;
}

let lastAdapter: RaftAdapter | undefined;
let lastMessage: Data;
let lastRead: RaftMessage | undefined;

/**
 * Reads a message. Several monitors look at the same one in a row, so the last answer is kept: that
 * is a cache and no state.
 */
export function readRaft(adapter: RaftAdapter, message: Data): RaftMessage | undefined {
  if (message !== lastMessage || adapter !== lastAdapter) {
    lastRead = checked(adapter.read(message));
    lastAdapter = adapter;
    lastMessage = message;
  }
  return lastRead;
}

/** Undefined for a message whose numbers are none: programs send whatever they please. */
function checked(message: RaftMessage | undefined): RaftMessage | undefined {
  if (message === undefined || !isCount(message.term)) return undefined;
  if (message.kind === "vote request") return checkedRequest(message);
  if (message.kind !== "append") return message;
  const { previousIndex, previousTerm, entries } = message;
  const isSound = isCount(previousIndex) && (isCount(previousTerm) || previousIndex === 0) &&
    Array.isArray(entries) && entries.every(isEntry);
  return isSound ? message : undefined;
}

/** Without what is said of the end of the log, where it is no index or no term. */
function checkedRequest(request: VoteRequest): VoteRequest {
  const { kind, term, lastIndex, lastTerm } = request;
  return {
    kind,
    term,
    ...(isCount(lastIndex) ? { lastIndex } : {}),
    ...(isCount(lastTerm) ? { lastTerm } : {}),
  };
}

function isEntry(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && isCount((entry as RaftEntry).term);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** One number for an entry's place: two entries share it when index and term are the same. */
export function placeOf(index: number, term: number): number {
  return index * 0x10_0000 + term;
}

/**
 * The part of a table by term and node, made where there was none. Node names stand alone as keys,
 * never inside a longer text: symmetry reduction renames them.
 */
export function partOf<Part>(
  table: Map<number, Map<NodeId, Part>>,
  term: number,
): Map<NodeId, Part> {
  let part = table.get(term);
  if (part === undefined) table.set(term, part = new Map());
  return part;
}

/** How many nodes are more than half. */
export function majorityOf(count: number): number {
  return (count >> 1) + 1;
}
