import assert from "node:assert/strict";
import type { Data, Monitor, Observation, Violation } from "../types.ts";
import { commitByMajority } from "./commit_by_majority.ts";
import { electionSafety } from "./election_safety.ts";
import { leaderAppendOnly } from "./leader_append_only.ts";
import { leaderAuthority } from "./leader_authority.ts";
import { leaderCompleteness } from "./leader_completeness.ts";
import { logContinuity } from "./log_continuity.ts";
import { logMatching } from "./log_matching.ts";
import { oneVotePerTerm } from "./one_vote_per_term.ts";
import { type RaftAdapter, type RaftMessage, readRaft } from "./raft_message.ts";
import { stateMachineSafety } from "./state_machine_safety.ts";
import { termMonotone } from "./term_monotone.ts";

/** Messages of these tests are what the adapter returns. */
const ADAPTER: RaftAdapter = { read: (message) => message as RaftMessage };

type Seen = readonly [node: string, observation: Observation];

function sends(from: string, to: string, message: RaftMessage): Seen {
  return [from, { kind: "send", to, message }];
}

function receives(node: string, from: string, message: RaftMessage): Seen {
  return [node, { kind: "deliver", from, message }];
}

function applies(node: string, index: number, command: Data): Seen {
  return [node, { kind: "apply", index, command }];
}

const vote = (term: number): RaftMessage => ({ kind: "vote", term, granted: true });
const accepted = (term: number): RaftMessage => ({ kind: "append reply", term, success: true });

/** `append(3, [1, 1], [3, "x"])`: in term 3, after entry 1 of term 1, the entry x of term 3. */
function append(
  term: number,
  [previousIndex, previousTerm]: readonly [number, number] = [0, 0],
  ...entries: readonly (readonly [term: number, command: Data])[]
): RaftMessage {
  const listed = entries.map(([term, command]) => ({ term, command }));
  return { kind: "append", term, previousIndex, previousTerm, entries: listed };
}

function watch(monitor: Monitor, seen: readonly Seen[]): Violation | undefined {
  for (const [index, [node, observation]] of seen.entries()) {
    const violation = monitor.observe({ node, step: index + 1, timeMs: 100 * index }, observation);
    if (violation !== undefined) return violation;
  }
}

Deno.test("electionSafety() names both leaders and their steps", () => {
  const violation = watch(electionSafety(ADAPTER), [
    sends("n1", "n2", append(4)),
    sends("n1", "n3", append(4)),
    sends("n3", "n1", append(4)),
  ]);

  assert.equal(violation?.message, "Two leaders in term 4: n1 at step 1, n3 at step 3.");
  assert.deepEqual(violation?.steps, [1, 3]);
});

Deno.test("oneVotePerTerm() accepts the same vote again, and another in another term", () => {
  const seen = [sends("n3", "n1", vote(1)), sends("n3", "n1", vote(1)), sends("n3", "n2", vote(2))];

  assert.equal(watch(oneVotePerTerm(ADAPTER), seen), undefined);
  assert.equal(
    watch(oneVotePerTerm(ADAPTER), [...seen, sends("n3", "n2", vote(1))])?.message,
    "n3 voted twice in term 1: for n1 at step 1 and for n2 at step 4.",
  );
});

Deno.test("oneVotePerTerm() takes a request for a vote for oneself", () => {
  const asks: RaftMessage = { kind: "vote request", term: 1 };

  assert.equal(
    watch(oneVotePerTerm(ADAPTER), [sends("n1", "n2", asks), sends("n1", "n3", asks)]),
    undefined,
  );
  assert.equal(
    watch(oneVotePerTerm(ADAPTER), [sends("n1", "n2", asks), sends("n1", "n3", vote(1))])?.message,
    "n1 voted twice in term 1: for itself at step 1 and for n3 at step 2.",
  );
});

Deno.test("termMonotone() lets a node ignore a vote request of a higher term", () => {
  const request: RaftMessage = { kind: "vote request", term: 9 };

  assert.equal(
    watch(termMonotone(ADAPTER), [receives("n1", "n2", request), sends("n1", "n2", append(1))]),
    undefined,
  );
  assert.ok(
    watch(termMonotone(ADAPTER), [receives("n1", "n2", append(9)), sends("n1", "n2", accepted(1))]),
  );
});

Deno.test("termMonotone() lets a node read its messages a little later, and no later", () => {
  const told: Observation = { kind: "deliver", from: "n2", message: append(9) };
  const acts: Observation = { kind: "send", to: "n2", message: accepted(1) };
  const judge = (step: number, timeMs: number) => {
    const monitor = termMonotone(ADAPTER);
    monitor.observe({ node: "n1", step: 1, timeMs: 0 }, told);
    return monitor.observe({ node: "n1", step, timeMs }, acts);
  };

  assert.equal(judge(2, 5), undefined);
  assert.ok(judge(1, 0));
  assert.ok(judge(2, 21));
});

Deno.test("termMonotone() lets a crash lose what was seen, not what was said", () => {
  const crash: Seen = ["n1", { kind: "crash", losesUnsynced: true }];

  assert.equal(
    watch(termMonotone(ADAPTER), [
      receives("n1", "n2", append(9)),
      crash,
      sends("n1", "n2", accepted(1)),
    ]),
    undefined,
  );
  assert.ok(
    watch(termMonotone(ADAPTER), [
      sends("n1", "n2", accepted(9)),
      crash,
      sends("n1", "n2", accepted(1)),
    ]),
  );
});

Deno.test("leaderAuthority() wants votes of this term from a majority", () => {
  const seen = [receives("n1", "n2", vote(1)), sends("n1", "n2", append(1))];

  assert.equal(watch(leaderAuthority(ADAPTER, 3), seen), undefined);
  assert.equal(
    watch(leaderAuthority(ADAPTER, 5), seen)?.message,
    "n1 acted as leader of term 1 at step 2 with the votes of n1 and n2: a majority of 5 nodes is 3.",
  );
  assert.ok(
    watch(leaderAuthority(ADAPTER, 3), [
      receives("n1", "n2", vote(1)),
      sends("n1", "n2", append(2)),
    ]),
  );
});

Deno.test("leaderAppendOnly() compares what one leader says in one term", () => {
  const first = sends("n1", "n2", append(2, [0, 0], [1, "a"], [2, "b"]));

  assert.ok(watch(leaderAppendOnly(ADAPTER), [
    first,
    sends("n1", "n3", append(2, [1, 1], [2, "c"])),
  ]));
  assert.ok(watch(leaderAppendOnly(ADAPTER), [first, sends("n1", "n3", append(2, [2, 1]))]));
  // A later term may bring another log.
  assert.equal(
    watch(leaderAppendOnly(ADAPTER), [first, sends("n1", "n3", append(4, [1, 1], [3, "c"]))]),
    undefined,
  );
});

Deno.test("logMatching() compares commands, the terms before, and lets unequal terms differ", () => {
  const first = sends("n1", "n2", append(2, [0, 0], [1, "a"], [2, "b"]));

  assert.ok(watch(logMatching(ADAPTER), [first, sends("n3", "n2", append(3, [1, 1], [2, "c"]))]));
  assert.ok(watch(logMatching(ADAPTER), [first, sends("n3", "n2", append(3, [1, 2], [2, "b"]))]));
  assert.ok(watch(logMatching(ADAPTER), [sends("n3", "n2", append(3, [1, 2], [1, "b"]))]));
  assert.equal(
    watch(logMatching(ADAPTER), [first, sends("n3", "n2", append(3, [1, 1], [3, "c"]))]),
    undefined,
  );
  // Fields in another order are the same command; a sentinel may have any term.
  assert.equal(
    watch(logMatching(ADAPTER), [
      sends("n1", "n2", append(2, [0, 0], [1, { op: "put", key: "x" }])),
      sends("n3", "n2", append(2, [0, 7], [1, { key: "x", op: "put" }])),
    ]),
    undefined,
  );
});

Deno.test("logContinuity() believes what a node was ever sent, answered or not", () => {
  const delivered = receives("n2", "n1", append(2, [0, 0], [1, "a"]));
  const next = append(2, [1, 1], [2, "b"]);

  assert.equal(
    watch(logContinuity(ADAPTER), [
      delivered,
      receives("n2", "n1", next),
      sends("n2", "n1", accepted(2)),
    ]),
    undefined,
  );
  assert.equal(
    watch(logContinuity(ADAPTER), [receives("n2", "n1", next), sends("n2", "n1", accepted(2))])
      ?.message,
    "n2 accepted at step 2 what follows entry 1 of term 1, an entry that it never had.",
  );
});

Deno.test("leaderCompleteness() judges leaders of higher terms only", () => {
  const applied = [receives("n2", "n1", append(3)), applies("n2", 1, "a")];
  const other = (term: number) => sends("n3", "n2", append(term, [0, 0], [2, "b"]));

  assert.equal(watch(leaderCompleteness(ADAPTER), [...applied, other(2)]), undefined);
  assert.equal(
    watch(leaderCompleteness(ADAPTER), [...applied, other(4)])?.message,
    `n3, leader of term 4, has "b" as entry 1 at step 3, but n2 had applied "a" there at step 2.`,
  );
});

Deno.test("leaderCompleteness() sees a log that ends too early", () => {
  const violation = watch(leaderCompleteness(ADAPTER), [
    receives("n2", "n1", append(3)),
    applies("n2", 1, "a"),
    sends("n3", "n2", { kind: "vote request", term: 4, lastIndex: 0 }),
    sends("n3", "n2", append(4)),
  ]);

  assert.equal(
    violation?.message,
    `n3 became leader of term 4 at step 4 without entry 1, "a", which n2 had applied at step 2.`,
  );
});

Deno.test("stateMachineSafety() names both commands", () => {
  const violation = watch(stateMachineSafety(), [
    applies("n1", 1, "a"),
    applies("n1", 1, "a"),
    applies("n2", 1, "b"),
  ]);

  assert.equal(
    violation?.message,
    `Two commands at index 1: n1 applied "a" at step 1, n2 applied "b" at step 3.`,
  );
});

Deno.test("commitByMajority() wants a majority and an entry of the leader's own term", () => {
  const monitor = () => commitByMajority(ADAPTER, 3);
  const old = append(2, [0, 0], [1, "a"]);
  const own = append(2, [1, 1], [2, "b"]);
  const exchange = (message: RaftMessage) => [
    sends("n1", "n2", message),
    receives("n2", "n1", message),
    sends("n2", "n1", accepted(2)),
  ];

  assert.match(
    watch(monitor(), [sends("n1", "n2", old), applies("n1", 1, "a")])!.message,
    /before a majority of 3 nodes held it: no follower had accepted it/,
  );
  assert.match(
    watch(monitor(), [...exchange(old), applies("n1", 1, "a")])!.message,
    /no entry of term 2 is on a majority yet/,
  );
  assert.equal(
    watch(monitor(), [...exchange(old), ...exchange(own), applies("n1", 1, "a")]),
    undefined,
  );
});

Deno.test("commitByMajority() lets a node on its own commit", () => {
  assert.equal(watch(commitByMajority(ADAPTER, 1), [applies("n1", 1, "a")]), undefined);
});

Deno.test("readRaft() passes over messages whose numbers are none", () => {
  const adapter: RaftAdapter = { read: (message) => message as RaftMessage };

  assert.equal(readRaft(adapter, { kind: "vote", term: "1", granted: true }), undefined);
  assert.equal(readRaft(adapter, { ...append(1), entries: [null] }), undefined);
  assert.equal(readRaft(adapter, { ...append(1), previousIndex: -1 }), undefined);
  assert.ok(readRaft(adapter, append(1)));
});
