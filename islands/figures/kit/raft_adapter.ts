import type { RaftAdapter, RaftMessage } from "@/engine/monitors/raft_message.ts";
import type { Data } from "@/engine/types.ts";

// deno-lint-ignore no-explicit-any -- a message of our own Raft.
type Message = any;

/** How the messages of `raft_node.ts` are to be read. */
export const RAFT_ADAPTER: RaftAdapter = { read };

function read(data: Data): RaftMessage | undefined {
  const message = data as Message;
  const { term } = message;
  switch (message.type) {
    case "RequestVote":
      return { kind: "vote request", term, lastIndex: message.lastLogIndex };
    case "Vote":
      return { kind: "vote", term, granted: message.granted };
    case "AppendEntries":
      return {
        kind: "append",
        term,
        previousIndex: message.prevLogIndex,
        previousTerm: message.prevLogTerm,
        entries: message.entries,
      };
    case "Appended":
      return { kind: "append reply", term, success: message.success };
  }
}
