import assert from "node:assert/strict";
import type { Data, Violation } from "../types.ts";
import { RAFT_ADAPTER } from "./raft_adapter.ts";
import { readRaft } from "./raft_message.ts";
import { raftMessageShape } from "./raft_message_shape.ts";

const REQUEST = {
  type: "RequestVote",
  term: 2,
  candidateId: "n1",
  lastLogIndex: 3,
  lastLogTerm: 1,
};
const APPEND = {
  type: "AppendEntries",
  term: 2,
  leaderId: "n1",
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [{ term: 1, command: "x" }],
  leaderCommit: 0,
};

function send(message: Data): Violation | undefined {
  const moment = { node: "n1", step: 7, timeMs: 0 };
  return raftMessageShape().observe(moment, { kind: "send", to: "n2", message });
}

Deno.test("RAFT_ADAPTER reads the four messages of figure 2, further fields or not", () => {
  const read = [
    REQUEST,
    { type: "RequestVoteReply", term: 2, voteGranted: true, mood: "good" },
    APPEND,
    { type: "AppendEntriesReply", term: 2, success: false, conflictIndex: 1 },
  ].map((message) => readRaft(RAFT_ADAPTER, message));

  assert.deepEqual(read, [
    { kind: "vote request", term: 2, lastIndex: 3, lastTerm: 1 },
    { kind: "vote", term: 2, granted: true },
    {
      kind: "append",
      term: 2,
      previousIndex: 0,
      previousTerm: 0,
      entries: APPEND.entries,
      leaderCommit: 0,
    },
    { kind: "append reply", term: 2, success: false },
  ]);
});

Deno.test("RAFT_ADAPTER passes over what is no message of figure 2", () => {
  const others: Data[] = [
    { type: "PreVote", term: 9 },
    { type: "AppendEntries", term: "2" },
    { ...APPEND, entries: [null] },
    "RequestVote",
    new Map([["type", "RequestVote"]]),
    null,
    undefined,
    7n,
  ];

  assert.deepEqual(
    others.map((message) => readRaft(RAFT_ADAPTER, message)),
    others.map(() => undefined),
  );
});

Deno.test("readRaft() leaves out where a log ends, if there is no index", () => {
  const read = readRaft(RAFT_ADAPTER, { ...REQUEST, lastLogIndex: -1 });

  assert.deepEqual(read, { kind: "vote request", term: 2, lastTerm: 1 });
});

Deno.test("raftMessageShape() names message, field and what stands there", () => {
  const { lastLogTerm: _, ...cut } = REQUEST;
  const faults = [
    cut,
    { ...REQUEST, candidateId: "n3" },
    { type: "RequestVoteReply", term: 2n, voteGranted: true },
    { type: "RequestVoteReply", term: 2, voteGranted: "yes" },
    { ...APPEND, entries: {} },
    { ...APPEND, entries: [{ term: 1, command: "x" }, "y"] },
    { type: "AppendEntriesReply", term: 1.5, success: true },
  ].map((message) => send(message)?.message);

  const sent = "At step 7, n1 sent n2";
  assert.deepEqual(faults, [
    `${sent} a RequestVote whose lastLogTerm is not a whole number from 0: it is undefined.`,
    `${sent} a RequestVote whose candidateId is not its sender's name: it is "n3".`,
    `${sent} a RequestVoteReply whose term is not a whole number from 0: it is the BigInt 2n.`,
    `${sent} a RequestVoteReply whose voteGranted is not true or false: it is "yes".`,
    `${sent} an AppendEntries whose entries is not an array: it is an object.`,
    `${sent} an AppendEntries in which entry 2 has no term that is a whole number from 0.`,
    `${sent} an AppendEntriesReply whose term is not a whole number from 0: it is 1.5.`,
  ]);
});

Deno.test("raftMessageShape() minds no further fields and no other messages", () => {
  for (
    const message of [REQUEST, { ...APPEND, hint: "x" }, { type: "TimeoutNow" }, null, "hello"]
  ) {
    assert.equal(send(message), undefined);
  }
});
