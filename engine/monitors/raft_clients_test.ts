import assert from "node:assert/strict";
import type { Data, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { answerAfterApply } from "./answer_after_apply.ts";
import { answeredStays } from "./answered_stays.ts";
import { applyLog } from "./apply_log.ts";
import { applyWhatWasAsked } from "./apply_what_was_asked.ts";
import { followerLog } from "./follower_log.ts";
import { leaderCompleteness } from "./leader_completeness.ts";
import { RAFT_ADAPTER } from "./raft_adapter.ts";
import { raftGoesOn } from "./raft_goes_on.ts";

type Seen = readonly [node: NodeId, observation: Observation, timeMs?: number];

const command = (id: string) => ({ id, client: "client", body: `do ${id}` as never });
const asks = (node: NodeId, id: string, timeMs = 0): Seen => [
  node,
  { kind: "command", command: command(id) },
  timeMs,
];
const applies = (node: NodeId, index: number, value: Data): Seen => [
  node,
  { kind: "apply", index, command: value },
];
const answers = (node: NodeId, id: string, ok = true): Seen => [
  node,
  { kind: "reply", id, result: { ok } },
];
const fires = (node: NodeId): Seen => [node, { kind: "fire", timer: "tick" }];
const starts = (node: NodeId): Seen => [node, { kind: "start", restarted: true }];

interface Told {
  readonly term: number;
  readonly after?: readonly [index: number, term: number];
  readonly entries?: readonly (readonly [term: number, command: Data])[];
  readonly commit?: number;
}

function appendEntries({ term, after = [0, 0], entries = [], commit = 0 }: Told): Data {
  return {
    type: "AppendEntries",
    term,
    leaderId: "n2",
    prevLogIndex: after[0],
    prevLogTerm: after[1],
    entries: entries.map(([entryTerm, value]) => ({ term: entryTerm, command: value })),
    leaderCommit: commit,
  };
}

const sends = (from: NodeId, to: NodeId, told: Told): Seen => [
  from,
  { kind: "send", to, message: appendEntries(told) },
];
const hears = (told: Told): Seen => [
  "n1",
  { kind: "deliver", from: "n2", message: appendEntries(told) },
];
const says = (term: number, success: boolean): Seen => [
  "n1",
  { kind: "send", to: "n2", message: { type: "AppendEntriesReply", term, success } },
];

function watch(monitor: Monitor, seen: readonly Seen[]): Violation | undefined {
  for (const [index, [node, observation, timeMs = 0]] of seen.entries()) {
    const violation = monitor.observe({ node, step: index + 1, timeMs }, observation);
    if (violation !== undefined) return violation;
  }
  return monitor.finish?.();
}

Deno.test("applyLog() lets gaps be where the log holds no command, and nowhere else", () => {
  const asked = [asks("n1", "a"), asks("n1", "b")];
  const gap = [applies("n1", 2, "do b")];
  const entries = [[1, null], [1, "do b"]] as const;

  assert.equal(
    watch(applyLog(RAFT_ADAPTER), [...asked, sends("n1", "n2", { term: 1, entries }), ...gap]),
    undefined,
  );
  assert.equal(
    watch(applyLog(RAFT_ADAPTER), [...asked, ...gap])?.message,
    "n1 applied entry 2 at step 3 without entry 1.",
  );
});

Deno.test("applyLog() begins anew at every start, and sees what is applied twice or late", () => {
  const once = applies("n1", 1, "do a");

  assert.equal(watch(applyLog(RAFT_ADAPTER), [once, starts("n1"), once]), undefined);
  assert.equal(
    watch(applyLog(RAFT_ADAPTER), [once, once])?.message,
    "n1 applied entry 1 twice: at step 1 and at step 2.",
  );
  assert.equal(
    watch(applyLog(RAFT_ADAPTER), [
      sends("n1", "n2", { term: 1, entries: [[1, null]] }),
      applies("n1", 2, "do b"),
      applies("n1", 1, null),
    ])?.message,
    "n1 applied entry 1 at step 3 after entries that follow it.",
  );
});

Deno.test("applyWhatWasAsked() knows a command whole, by its body, and none", () => {
  const asked = asks("n1", "a");
  for (const value of [command("a"), "do a", { ...command("a"), from: "n2" }, null, undefined]) {
    assert.equal(watch(applyWhatWasAsked(), [asked, applies("n1", 1, value)]), undefined);
  }
  assert.equal(
    watch(applyWhatWasAsked(), [asked, applies("n1", 1, { term: 1, command: "do a" })])?.message,
    `n1 applied {command:"do a",term:1} as entry 1 at step 2, which no client had asked for.`,
  );
});

Deno.test("answerAfterApply() lets a handler answer first, and no handler answer alone", () => {
  const early = [asks("n1", "a"), answers("n1", "a")];

  assert.equal(watch(answerAfterApply(), [...early, applies("n1", 1, "do a")]), undefined);
  assert.equal(
    watch(answerAfterApply(), [...early, fires("n1")])?.message,
    "n1 answered a as done at step 2, and no node had applied that command.",
  );
  assert.ok(watch(answerAfterApply(), early));
  assert.equal(
    watch(answerAfterApply(), [asks("n1", "a"), answers("n1", "a", false), fires("n1")]),
    undefined,
  );
});

Deno.test("answeredStays() wants what was answered before what was asked later, everywhere", () => {
  const first = [asks("n1", "a"), applies("n1", 1, "do a"), answers("n1", "a"), asks("n1", "b")];

  assert.equal(
    watch(answeredStays(), [...first, applies("n2", 1, "do a"), applies("n2", 2, "do b")]),
    undefined,
  );
  assert.equal(
    watch(answeredStays(), [...first, applies("n2", 1, "do b")])?.message,
    "n1 answered a as done at step 3, and n2 applied the later command b at step 5 without it.",
  );
  // Commands that overlap may come in either order.
  assert.equal(
    watch(answeredStays(), [asks("n1", "b"), ...first.slice(0, 3), applies("n2", 1, "do b")]),
    undefined,
  );
});

Deno.test("leaderCompleteness() takes a whole command and its body for the same", () => {
  const seen = (entry: Data) => [
    asks("n1", "a"),
    asks("n1", "b"),
    sends("n1", "n2", { term: 1, entries: [[1, command("a")]] }),
    applies("n1", 1, "do a"),
    sends("n2", "n1", { term: 2, entries: [[1, entry]] }),
  ];

  assert.equal(watch(leaderCompleteness(RAFT_ADAPTER), seen(command("a"))), undefined);
  assert.ok(watch(leaderCompleteness(RAFT_ADAPTER), seen(command("b"))));
});

const A = [1, "a"] as const;
const B = [1, "b"] as const;
const answersOf = () => followerLog(RAFT_ADAPTER, "n1", "answers");
const appliesOf = () => followerLog(RAFT_ADAPTER, "n1", "applies");

Deno.test("followerLog() knows what a follower must accept and what it must refuse", () => {
  const start = [hears({ term: 1, entries: [A, B] }), says(1, true)];

  assert.equal(
    watch(answersOf(), [...start, hears({ term: 1, after: [2, 1] }), says(1, true)]),
    undefined,
  );
  assert.match(
    watch(answersOf(), [...start, hears({ term: 1, after: [2, 1] }), says(1, false)])!.message,
    /^n1 refused what follows entry 2 of term 1 at step 4/,
  );
  assert.match(
    watch(answersOf(), [...start, hears({ term: 2, after: [2, 2] }), says(2, true)])!.message,
    /^n1 accepted what follows entry 2 of term 2 at step 4, from n2, where its own entry 2 is of/,
  );
  assert.match(
    watch(answersOf(), [hears({ term: 3 }), says(3, true), hears({ term: 1 }), says(3, true)])!
      .message,
    /whose term 1 is over/,
  );
});

Deno.test("followerLog() does not judge what may be either way", () => {
  // Entry 2 conflicts with the leader's: it may be gone, or stay until it is overwritten.
  const start = [
    hears({ term: 1, entries: [A, B] }),
    says(1, true),
    hears({ term: 3, after: [2, 2] }),
    says(3, false),
  ];
  const probe = hears({ term: 4, after: [2, 1] });

  assert.equal(watch(answersOf(), [...start, probe, says(4, true)]), undefined);
  assert.equal(watch(answersOf(), [...start, probe, says(4, false)]), undefined);
});

Deno.test("followerLog() knows what may be applied and what must be", () => {
  const start = [hears({ term: 1, entries: [A, B] }), says(1, true)];
  const short = hears({ term: 1, after: [1, 1], commit: 2 });
  const other = hears({ term: 2, after: [1, 1], commit: 2 });

  // An earlier message of the same leader vouches for entry 2, one of another leader does not.
  assert.equal(watch(appliesOf(), [...start, short, applies("n1", 1, "a")]), undefined);
  assert.equal(
    watch(appliesOf(), [...start, short, applies("n1", 1, "a"), applies("n1", 2, "b")]),
    undefined,
  );
  assert.match(
    watch(appliesOf(), [...start, other, applies("n1", 1, "a"), applies("n1", 2, "b")])!.message,
    /^n1 applied entry 2 at step 5, and no leader had vouched for it/,
  );
  assert.match(
    watch(appliesOf(), [...start, short])!.message,
    /^n2 told n1 at step 3 that entry 1 is committed, and n1 never applied it/,
  );
  assert.ok(watch(appliesOf(), [...start, short, applies("n1", 1, "b")]));
});

Deno.test("followerLog() knows what a crash may take and what not", () => {
  const crash: Seen = ["n1", { kind: "crash", losesUnsynced: true }];
  const append = hears({ term: 1, entries: [A] });
  const probe = [hears({ term: 1, after: [1, 1] }), says(1, false)];

  assert.ok(watch(answersOf(), [append, says(1, true), crash, ...probe]));
  assert.equal(watch(answersOf(), [append, crash, ...probe]), undefined);
});

Deno.test("followerLog() lets a torn handler have done it or not, and nothing in between", () => {
  const crash: Seen = ["n1", { kind: "crash", losesUnsynced: true }];
  const torn = [
    hears({ term: 1, entries: [A, B, [1, "c"]] }),
    says(1, true),
    hears({ term: 2, after: [1, 1], entries: [[2, "x"]] }),
    crash,
  ];
  const isCut = [hears({ term: 2, after: [2, 2] }), says(2, true)];
  const isWhole = [hears({ term: 3, after: [3, 1] }), says(3, true)];

  assert.equal(watch(answersOf(), [...torn, ...isCut]), undefined);
  assert.equal(watch(answersOf(), [...torn, ...isWhole]), undefined);
  assert.ok(watch(answersOf(), [...torn, ...isCut, ...isWhole]));
});

Deno.test("followerLog() lets a node be in a later term than it was told of", () => {
  const start = [hears({ term: 1, entries: [A] }), says(1, true)];
  const commit = hears({ term: 1, after: [1, 1], commit: 1 });

  assert.equal(watch(answersOf(), [...start, commit, says(2, false)]), undefined);
  assert.equal(watch(appliesOf(), [...start, commit, says(2, false)]), undefined);
});

const goesOn = (aspect: "applied everywhere" | "answered") =>
  raftGoesOn({
    nodes: ["n1", "n2"],
    aspect,
    afterMs: 1_000,
    afterWords: "long enough",
    withinMs: 500,
  });
const settles = (forMs: number, timeMs: number): Seen => ["", { kind: "settle", forMs }, timeMs];

Deno.test("raftGoesOn() wants one of the late commands on every node, and answered", () => {
  const asked = [
    starts("n1"),
    starts("n2"),
    settles(1_000, 0),
    asks("n1", "a", 1_000),
    asks("n2", "b", 1_000),
    settles(500, 1_000),
  ];
  const applied = [applies("n1", 1, "do b"), applies("n2", 1, "do b")];

  assert.equal(watch(goesOn("applied everywhere"), [...asked, ...applied]), undefined);
  assert.equal(
    watch(goesOn("applied everywhere"), [...asked, applied[0]])?.message,
    "All was healed at step 3. 1000 ms later (long enough) clients asked n1 and n2 for a command " +
      "each, and 500 ms after that n2 had not applied what n1 had.",
  );
  assert.ok(watch(goesOn("answered"), [...asked, ...applied]));
  assert.equal(watch(goesOn("answered"), [...asked, ...applied, answers("n2", "b")]), undefined);
  // Who applies nothing has nothing to tell.
  assert.equal(watch(goesOn("answered"), asked), undefined);
});

Deno.test("raftGoesOn() judges no run in which a node was not asked, or not in time", () => {
  for (const asked of [[asks("n1", "a", 1_000)], [asks("n1", "a", 999), asks("n2", "b", 1_000)]]) {
    assert.equal(
      watch(goesOn("applied everywhere"), [settles(1_000, 0), ...asked, settles(500, 1_000)]),
      undefined,
    );
  }
});
