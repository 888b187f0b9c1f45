import assert from "node:assert/strict";
import type { Counterexample } from "@/engine/types.ts";
import { openGrader } from "./grader.ts";
import type { Submission } from "./open_grading.ts";
import { openPlays, type PlayAnswer, type Plays } from "./plays.ts";
import { Refusal } from "./refusal.ts";

const SLUG = "raft-election";
const root = Deno.cwd();
const WRONG = await Deno.readTextFile(`solutions/${SLUG}/wrong/forgets_vote_in_crash.ts`);
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);
const CHECK = "one-vote-per-term";

const grader = await openGrader({ root });
const verdict = await grader.grade(SLUG, WRONG, { only: [CHECK] });
const submission: Pick<Submission, "slug" | "source" | "verdict"> = {
  slug: SLUG,
  source: WRONG,
  verdict,
};
const shown: Counterexample = verdict.checks.find(({ name }) => name === CHECK)!.counterexample!;

function plays(options: { take?: () => Promise<void> } = {}): Plays {
  return openPlays({ root, run: grader.play, take: () => Promise.resolve(), ...options });
}

function playedOf(answer: PlayAnswer) {
  assert.equal(answer.kind, "played");
  return (answer as Extract<PlayAnswer, { kind: "played" }>).played!;
}

Deno.test("play() shows what a hidden check found, with the lines that ran", async () => {
  const played = playedOf(
    await plays().play("ada", submission, { check: CHECK, tellsLines: true }),
  );

  assert.deepEqual(played.counterexample.trace.events, shown.trace.events);
  assert.equal(played.judgements[0].failedAt, shown.culprit);
  assert.ok(played.lines[shown.culprit].length > 0);
});

Deno.test("play() goes on from a choice that it has told", async () => {
  const turn = { step: shown.culprit, isInstead: true };
  const told = await plays().play("ada", submission, { check: CHECK, turn });
  const { choices } = told as Extract<PlayAnswer, { kind: "played" }>;
  const choice = choices!.find(({ kind }) => kind === "crash")!;

  const branching = { ...turn, choice, then: "nothing" };
  const played = playedOf(await plays().play("ada", submission, { check: CHECK, branching }));

  const { trace } = played.counterexample;
  assert.equal(trace.events[shown.culprit - 1].kind, "crash");
  assert.equal(played.judgements[0].failedAt, undefined);
});

Deno.test("play() takes another program, and says why one cannot be played", async () => {
  const mended = await plays().play("ada", submission, { check: CHECK, source: SOLUTION });
  const broken = await plays().play("ada", submission, { check: CHECK, source: "const = 1;" });
  const endless = WRONG.replace("onStart(): void {", "onStart(): void { for (;;) {}");
  const ran = await plays().play("ada", submission, { check: CHECK, source: endless });

  assert.equal(playedOf(mended).judgements[0].failedAt, undefined);
  assert.equal(broken.kind, "not gradable");
  assert.match((ran as { reason: string }).reason, /out of fuel/);
});

Deno.test("play() refuses what is no case, or not told well, before any child is asked", async () => {
  const bad: unknown[] = [
    { check: "none" },
    {},
    { check: CHECK, schedule: [{ kind: "read", file: "/etc/passwd" }] },
    { check: CHECK, turn: { step: -1, isInstead: true } },
    { check: CHECK, source: "" },
  ];
  let asked = 0;
  const counted = plays({ take: () => Promise.resolve(void asked++) });

  for (const wish of bad) await assert.rejects(counted.play("ada", submission, wish), Refusal);
  assert.equal(asked, 0);
});

Deno.test("reference() tells what a right program does, and nothing of how it is written", async () => {
  const { events } = await plays().reference("ada", submission, CHECK);

  assert.equal(events[0].kind, shown.trace.events[0].kind);
  const kinds = new Set(events.flatMap(({ effects }) => effects.map(({ kind }) => kind)));
  assert.deepEqual([...kinds], ["send"]);
  assert.deepEqual(events.flatMap(({ changes }) => changes), []);
  assert.doesNotMatch(JSON.stringify(events), /truthlab-hidden|class RaftNode|votedFor/);
});

Deno.test("reference() and play() are kept to what the learner may ask for", async () => {
  const take = () => {
    throw new Refusal(429, "too-many", "Later.", 1);
  };

  await assert.rejects(plays({ take }).play("ada", submission, { check: CHECK }), /Later/);
  await assert.rejects(plays({ take }).reference("ada", submission, CHECK), /Later/);
  await assert.rejects(plays().reference("ada", submission, "none"), Refusal);
});

Deno.test("only a few are played at once, and who comes too late is told so", async () => {
  let running = 0;
  let most = 0;
  const release: (() => void)[] = [];
  const { play } = openPlays({
    root,
    take: () => Promise.resolve(),
    async run() {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => release.push(resolve));
      running--;
      return { nonce: "", kind: "played", played: null, choices: [] };
    },
  });
  const asked = Array.from({ length: 23 }, () => play("ada", submission, { check: CHECK }));

  await assert.rejects(asked[22], /try again/);
  let done = 0;
  const all = Promise.all(asked.slice(0, 22).map((one) => one.then(() => done++)));
  while (done < 22) {
    release.shift()?.();
    await Promise.resolve();
  }
  await all;
  assert.equal(most, 2);
});

Deno.test.afterAll(() => grader.close());
