import type { Data } from "../types.ts";
import type { RaftAdapter, RaftEntry, RaftMessage } from "./raft_message.ts";

/**
 * How the messages of every Raft exercise are read: the remote procedure calls of figure 2 of the
 * Raft paper, and their answers as messages of their own.
 *
 *     { type: "RequestVote", term, candidateId, lastLogIndex, lastLogTerm }
 *     { type: "RequestVoteReply", term, voteGranted }
 *     { type: "AppendEntries", term, leaderId, prevLogIndex, prevLogTerm, entries, leaderCommit }
 *     { type: "AppendEntriesReply", term, success }
 *
 * An entry is `{ term, command }`. Indices count from 1; index 0 with term 0 is the beginning of
 * the log. Further fields, and messages of any other type, are the program's own business: they are
 * passed over. So are messages of the wrong shape, which `raftMessageShape` objects to.
 */
export const RAFT_ADAPTER: RaftAdapter = { read };

function read(data: Data): RaftMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as Readonly<Record<string, unknown>>;
  const term = message.term as number;
  switch (message.type) {
    case "RequestVote":
      return {
        kind: "vote request",
        term,
        lastIndex: message.lastLogIndex as number,
        lastTerm: message.lastLogTerm as number,
      };
    case "RequestVoteReply":
      return { kind: "vote", term, granted: message.voteGranted === true };
    case "AppendEntries":
      return {
        kind: "append",
        term,
        previousIndex: message.prevLogIndex as number,
        previousTerm: message.prevLogTerm as number,
        entries: message.entries as readonly RaftEntry[],
        leaderCommit: message.leaderCommit as number,
      };
    case "AppendEntriesReply":
      return { kind: "append reply", term, success: message.success === true };
  }
}
