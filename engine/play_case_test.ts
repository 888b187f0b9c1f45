import "@/sandbox/inner/lockdown.ts";
import assert from "node:assert/strict";
import { suite } from "@/exercises/raft-election/examples.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import { createLineGuest } from "@/sandbox/inner/create_line_guest.ts";
import { cutSchedule } from "./cut_schedule.ts";
import { findPlan } from "./find_plan.ts";
import { choicesAt, playCase } from "./play_case.ts";
import { replayScenario } from "./run_scenario.ts";
import { runSuite } from "./run_suite.ts";
import type { Action, Counterexample } from "./types.ts";

const FOLDER = "solutions/raft-election";
const WRONG = await Deno.readTextFile(`${FOLDER}/wrong/forgets_vote_in_crash.ts`);
const RIGHT = await Deno.readTextFile(`${FOLDER}/solution.ts`);
const wrong = createGuest(WRONG, suite.exports);
const right = createGuest(RIGHT, suite.exports);

const found = runSuite(suite, wrong, { seed: 1 }).checks
  .find(({ name }) => name === "one-vote-per-term")!;
const claim: Counterexample = found.counterexample!;
const seed = 1;

/** A long run in calm, most of which a settling brings about by itself. */
const CALM = {
  check: "progress",
  plan: "three nodes in calm",
  seed,
  schedule: [{ kind: "settle", forMs: 600, atMs: 0 }],
} as const;

Deno.test("playCase() shows of a counterexample what it shows of itself", () => {
  const { counterexample, judgements, isCut } = playCase({ suite, guest: wrong, seed, claim })!;

  assert.deepEqual(counterexample.trace.events, claim.trace.events);
  assert.equal(counterexample.culprit, claim.culprit);
  assert.deepEqual(counterexample.slice, claim.slice);
  assert.deepEqual(
    [judgements[0].name, judgements[0].failedAt],
    ["one-vote-per-term", claim.culprit],
  );
  assert.equal(isCut, false);
});

Deno.test("playCase() tells of a program that does right that every check held", () => {
  const { counterexample, judgements } = playCase({ suite, guest: right, seed, claim })!;

  assert.equal(counterexample.culprit, 0);
  assert.deepEqual(judgements.filter(({ failedAt }) => failedAt !== undefined), []);
  assert.equal(judgements.at(-1)!.name, "no-exception");
});

Deno.test("playCase() goes on from another choice, and what failed may hold", () => {
  const turn = { step: claim.culprit, isInstead: true };
  const choices = choicesAt({ suite, guest: wrong, seed, claim }, turn)!;
  const crash = choices.find(({ kind }) => kind === "crash")!;

  const { counterexample, judgements } = playCase({
    ...{ suite, guest: wrong, seed, claim },
    branching: { ...turn, choice: crash, then: "nothing" },
  })!;

  const { events } = counterexample.trace;
  const before = claim.culprit - 1;
  assert.deepEqual(events.slice(0, before), claim.trace.events.slice(0, before));
  assert.equal(events[before].kind, "crash");
  assert.equal(judgements[0].failedAt, undefined);
});

Deno.test("playCase() repeats its own branch, and the branch of a branch", () => {
  const turn = { step: 1, isInstead: false };
  const [choice] = choicesAt({ suite, guest: wrong, seed, claim }, turn)!;
  const options = { suite, guest: wrong, seed };
  const first = playCase({ ...options, claim, branching: { ...turn, choice, then: "rest" } })!;

  const again = playCase({ ...options, claim: first.counterexample })!;

  assert.deepEqual(again.counterexample, first.counterexample);
});

Deno.test("playCase() tells how each node stood before the first step", () => {
  const { start } = playCase({ suite, guest: right, seed, claim: CALM })!;

  assert.deepEqual(start.map(({ node }) => node), ["n1", "n2", "n3"]);
  assert.ok(start.every(({ fields }) => (fields as { role: string }).role === "follower"));
  assert.ok(start.every(({ timers }) => timers[0].name === "election" && timers[0].atMs > 100));
});

Deno.test("playCase() knows no plan that the suite does not have", () => {
  const unknown = { ...claim, plan: "hidden" };

  assert.equal(playCase({ suite, guest: wrong, seed, claim: unknown }), undefined);
  assert.equal(
    choicesAt({ suite, guest: wrong, seed, claim: unknown }, { step: 1, isInstead: true }),
    undefined,
  );
});

Deno.test("choicesAt() tells every message under way, timer and node, and each can happen", () => {
  const options = { suite, guest: right, seed, claim: CALM };
  const turn = { step: 8, isInstead: false };

  const choices = choicesAt(options, turn)!;

  const kinds = new Set(choices.map(({ kind }) => kind));
  assert.ok(
    ["deliver", "fire", "drop", "duplicate", "crash", "pause"].every((kind) =>
      kinds.has(kind as Action["kind"])
    ),
  );
  for (const choice of choices) {
    const branching = { ...turn, choice, then: "nothing" } as const;
    const { events } = playCase({ ...options, branching })!.counterexample.trace;
    assert.deepEqual([events.length, events[8].kind], [9, choice.kind]);
  }
});

Deno.test("cutSchedule() opens a settling, and neither part changes what happens", () => {
  const { plan } = findPlan(suite, CALM)!;
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial = { guest: right, seed, slug: suite.slug, stats };
  const run = replayScenario({ trial, scenario: plan.scenario, ...CALM });
  const told = ({ events }: Pick<typeof run, "events">) =>
    // Its first event is a settling, or all links that heal: what happens next is the same.
    JSON.stringify(
      events.slice(1).filter(({ kind }) => kind !== "settle").map((event) => ({
        ...event,
        step: 0,
        causes: [],
      })),
    );

  for (const step of [1, 2, 9, run.events.length - 1]) {
    const { before, after } = cutSchedule(run, { step, isInstead: false });
    const again = replayScenario({
      trial,
      scenario: plan.scenario,
      seed,
      schedule: [...before, ...after],
    });
    assert.equal(told(again), told(run), `cut after step ${step}`);
    const half = replayScenario({ trial, scenario: plan.scenario, seed, schedule: before });
    assert.equal(half.events.length, step);
  }
});

Deno.test("playCase() tells which lines of the program ran in each step, the last one last", () => {
  const lineGuest = createLineGuest(WRONG, suite.exports);

  const { lines, counterexample } = playCase({ suite, guest: wrong, seed, claim, lineGuest })!;

  const text = WRONG.split("\n");
  const ranIn = (step: number) => (lines[step] ?? []).map((line) => text[line - 1].trim());
  const { events } = counterexample.trace;
  const [asked, again] = events.filter(({ kind, node }) => kind === "deliver" && node === "n1");
  assert.match(ranIn(asked.step)[0], /^if \(message.term > this.term\) this.followTerm/);
  assert.match(ranIn(asked.step).at(-1)!, /^this.context.send\(from, \{ type: "RequestVoteReply"/);
  assert.ok(ranIn(asked.step).includes("this.votedFor = from;"));
  assert.ok(!ranIn(again.step).includes("this.votedFor = null;"), "the term is no news");
  const crash = events.find(({ kind }) => kind === "crash")!;
  assert.deepEqual(ranIn(crash.step), []);
  const restart = events.find(({ kind }) => kind === "restart")!;
  assert.ok(ranIn(restart.step).some((line) => line.startsWith("const saved = context.load")));
});
