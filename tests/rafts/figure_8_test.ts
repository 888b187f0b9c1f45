import { equal, match, ok } from "node:assert/strict";
import { goal, type GoalLimits } from "@/engine/goal.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { runSuite } from "@/engine/run_suite.ts";
import type { Observation } from "@/engine/types.ts";
import type { Guest } from "@/engine/guest.ts";
import { evaluateRaft } from "./evaluate_raft.ts";
import { RAFT_CHECKS } from "./raft_checks.ts";
import { raftScenario } from "./raft_scenario.ts";

// Figure 8 of the Raft paper (Ongaro and Ousterhout, USENIX ATC 2014, section 5.4.2): an entry of
// an earlier term lies on a majority, and is overwritten all the same. From the start that takes
// some thirty steps, which no search would reach; each stage takes a few.

interface Message {
  readonly type: string;
  readonly term: number;
  readonly success?: boolean;
}

/** Only votes of this term or a later one are delivered: all else is late. */
const votesFrom = (term: number) => (message: unknown) => {
  const { type, term: own } = message as Message;
  return own >= term && (type === "RequestVote" || type === "Vote");
};

const command = (node: string, body: string): GoalLimits => ({
  bounds: { timeouts: 0, isWithin: () => false },
  commands: [{ atMs: 0, node, command: { id: body, client: "c", body: body as never } }],
});

const leads = (node: string, term: number) => (seen: Observation, at: { node: string }) => {
  if (seen.kind !== "send" || at.node !== node) return false;
  const { type, term: own } = seen.message as Message;
  return type === "AppendEntries" && own >= term;
};

/** The node has saved an entry of this term at the first index. */
const holds = (node: string, term: number) => (seen: Observation, at: { node: string }) =>
  seen.kind === "save" && at.node === node &&
  (seen.value as { log: { term: number }[] }).log[0]?.term === term;

/** The node tells its leader that it has what the leader has. */
const confirms = (node: string, term: number) => (seen: Observation, at: { node: string }) => {
  if (seen.kind !== "send" || at.node !== node) return false;
  const { type, term: own, success } = seen.message as Message;
  return type === "Appended" && success === true && own === term;
};

const hears = (node: string, term: number) => (seen: Observation, at: { node: string }) =>
  seen.kind === "deliver" && at.node === node && (seen.message as Message).term >= term;

const happens =
  (kind: Observation["kind"], node: string) => (seen: Observation, at: { node: string }) =>
    seen.kind === kind && at.node === node && (seen.kind !== "start" || seen.restarted);

const appends = (message: unknown) => /^Append/.test((message as Message).type);

const STAGES = [
  goal("n1 leads", leads("n1", 1), { bounds: { timeouts: 1, isWithin: votesFrom(1) } }),
  goal("n1 has an entry", holds("n1", 1), command("n1", "a")),
  goal("n2 has it too", holds("n2", 1), { bounds: { timeouts: 0, isWithin: appends } }),
  goal("n5 leads", leads("n5", 2), { bounds: { timeouts: 2, isWithin: votesFrom(2) } }),
  goal("n5 has another entry", holds("n5", 2), command("n5", "b")),
  goal("n1 crashes", happens("crash", "n1"), {
    bounds: { timeouts: 0, crashes: 1, isWithin: () => false },
  }),
  goal("n1 is back", happens("start", "n1"), { bounds: { timeouts: 0, isWithin: () => false } }),
  goal("n1 leads again", leads("n1", 3), { bounds: { timeouts: 2, isWithin: votesFrom(3) } }),
  goal("n2 still has its entry", confirms("n2", 3), { bounds: { timeouts: 0, isWithin: appends } }),
  goal("n5 steps down", hears("n5", 3), {
    bounds: { timeouts: 0, isWithin: votesFrom(3) },
  }),
  goal("n3 has n1's entry", holds("n3", 1), { bounds: { timeouts: 1, isWithin: appends } }),
  // Here the right Raft stops: the entry is not of the leader's own term.
  goal("n1 commits it", happens("apply", "n1"), {
    bounds: { timeouts: 0, isWithin: (message) => (message as Message).success === true },
  }),
  goal("n5 leads once more", leads("n5", 4), { bounds: { timeouts: 1, isWithin: votesFrom(4) } }),
];

function searchStages(guest: Guest) {
  const plan = planSearch("figure 8", raftScenario(5), {
    stages: STAGES,
    bounds: {
      timeouts: 1,
      isWithin: (message) => (message as Message).term >= 3 && !votesFrom(0)(message),
    },
    boundsInWords: "one timeout",
    statesMax: 100_000,
  });
  return runSuite(
    {
      slug: "raft",
      exports: {},
      checks: [{
        name: "leader-completeness",
        promise: "A leader has every committed entry.",
        monitor: () => RAFT_CHECKS["leader-completeness"](),
        plans: [plan],
      }],
    },
    guest,
    { seed: 1 },
  );
}

Deno.test("figure 8: a Raft that commits by counting loses what it committed", () => {
  const guest = evaluateRaft([{
    replace: "return this.termAt(index) === this.term;",
    by: "return true;",
  }]);

  const { checks: [, check], stats } = searchStages(guest);

  equal(check.verdict, "failed");
  match(
    check.message,
    /^n5, leader of term 4, has "b" as entry 1 at step \d+, but n1 had applied "a"/,
  );
  // From the start, searching twelve steps deep already takes more.
  ok(stats.states < 30_000, `${stats.states} states`);
});

Deno.test("figure 8: the right Raft commits nothing there, in any order", () => {
  const { checks: [, check], stats } = searchStages(evaluateRaft());

  equal(check.verdict, "passed");
  match(
    check.coverage,
    /^all [\d,]+ states .* from where n3 has n1's entry \("n1 commits it" was not/,
  );
  ok(stats.states < 100_000, `${stats.states} states`);
});
