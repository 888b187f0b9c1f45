import assert from "node:assert/strict";
import { countAffected, type GraderNow, type Reach } from "@/db/affected.ts";
import { listAudit } from "@/db/audit.ts";
import { type CohortSettings, createCohort, findCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort, removeMember } from "@/db/members.ts";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { claimTrial, finishTrial, handBackTrial, renewTrial } from "@/db/regrade_queue.ts";
import {
  cancelRegrade,
  countChanges,
  findRegrade,
  listLostPasses,
  listPastVerdicts,
  listTrials,
  type RegradeChoice,
  resumeRegrade,
  type StoredRegrade,
} from "@/db/regrades.ts";
import type { Database } from "@/db/schema.ts";
import { findSubmission } from "@/db/submissions.ts";
import { startApplying } from "./apply_regrades.ts";
import { applyNext, beginRegrade, orderRegrade } from "./regrade.ts";

const NOW: GraderNow = { slug: "x", graderHash: "grader 2", engineHash: "engine 1" };
/** Of an owner, who may regrade everybody. */
const EVERYBODY: Reach = { cohortId: null, instructorId: null };
const BY_OWNER = { actorId: "eve", instructorId: null } as const;
const POLICY = { policy: "never lower", reason: "", ...BY_OWNER } as const;

async function withDatabase(body: (db: Database) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  try {
    await body(db);
  } finally {
    await db.destroy();
    await scratch.remove();
  }
}

/** As the queue and the trials store it. */
function given(verdict: string, score: number, graderHash: string) {
  const hashes = { submission: "", grader: graderHash, engine: NOW.engineHash };
  return {
    ...{ verdict, score, graderHash, engineHash: NOW.engineHash },
    json: JSON.stringify({ verdict, score, hashes, checks: [] }),
    createdAt: "2026-11-25T10:00:00.000Z",
  };
}

/** Submits and grades, by the grader before the present one unless told. */
async function grade(
  db: Database,
  id: string,
  graded: { verdict: string; score: number; learnerId?: string; graderHash?: string },
): Promise<void> {
  const { verdict, score, learnerId = "ada", graderHash = "grader 1" } = graded;
  const createdAt = "2026-11-25T09:00:00.000Z";
  await enqueue(db, { id, learnerId, learnerName: learnerId, slug: "x", source: id, createdAt });
  await claim(db, { owner: "w", nowMs: 0, untilMs: 1 });
  assert.equal(await finish(db, id, "w", given(verdict, score, graderHash)), true);
}

const LEASE = { owner: "w", nowMs: 0, untilMs: 100 };

/** Tries all that waits, and says which programs those were. */
async function tryAll(
  db: Database,
  judge: (source: string) => [verdict: string, score: number],
): Promise<string[]> {
  const tried: string[] = [];
  for (;;) {
    const claimed = await claimTrial(db, LEASE);
    if (claimed === undefined) return tried;
    tried.push(claimed.source);
    const [verdict, score] = judge(claimed.source);
    assert.ok(await finishTrial(db, claimed.id, "w", given(verdict, score, NOW.graderHash)));
  }
}

function begin(
  db: Database,
  scope: StoredRegrade["scope"] = "all",
  reach: Reach = EVERYBODY,
): Promise<string> {
  return beginRegrade(db, { now: NOW, scope, reach, actorId: "eve" });
}

/** Decides about a trial, and carries out what was decided. */
async function applyRegrade(db: Database, id: string, choice: RegradeChoice): Promise<void> {
  await orderRegrade(db, id, choice);
  while (await applyNext(db, "a process"));
}

async function countOld(db: Database, now: GraderNow = NOW, reach: Reach = EVERYBODY) {
  return (await countAffected(db, [now], reach)).get(now.slug)!;
}

Deno.test("countAffected() counts what another grader or engine gave", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "passed", score: 100 });
    await grade(db, "s2", { verdict: "failed", score: 50, graderHash: NOW.graderHash });

    assert.deepEqual(await countOld(db), {
      ...{ all: 2, submissions: 1, learners: 1, byOtherGrader: 1, byOtherEngine: 0, kept: 0 },
    });
    const engineChanged = { ...NOW, engineHash: "engine 2" };
    assert.equal((await countOld(db, engineChanged)).submissions, 2);
  }));

Deno.test("a trial changes nothing, and shows the old verdict beside the new", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 50 });
    const id = await begin(db);

    await tryAll(db, () => ["passed", 100]);

    assert.match((await findSubmission(db, "s1"))!.json!, /"failed"/);
    assert.deepEqual([...await countChanges(db, id)], [["gains pass", 1]]);
    const page = { change: "gains pass", after: "", limit: 10 } as const;
    const [trial] = await listTrials(db, id, page);
    assert.deepEqual([trial.oldVerdict, trial.oldScore], ["failed", 50]);
    assert.deepEqual([trial.verdict, trial.score], ["passed", 100]);
    assert.equal(trial.learnerName, "ada");
  }));

Deno.test("beginRegrade() takes all submissions, each learner's latest, or each one's best", async () => {
  const cases = [["all", ["s1", "s2", "s3", "t1"]], ["latest", ["s3", "t1"]], ["best", [
    "s2",
    "t1",
  ]]];
  for (const [scope, expected] of cases as [StoredRegrade["scope"], string[]][]) {
    await withDatabase(async (db) => {
      await grade(db, "s1", { verdict: "failed", score: 60 });
      await grade(db, "s2", { verdict: "failed", score: 60 });
      await grade(db, "s3", { verdict: "failed", score: 10 });
      await grade(db, "t1", { verdict: "failed", score: 0, learnerId: "bob" });

      await begin(db, scope);

      assert.deepEqual(await tryAll(db, () => ["failed", 0]), expected, scope);
    });
  }
});

Deno.test("beginRegrade() leaves a learner alone whose latest is graded anew already", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 60 });
    await grade(db, "s2", { verdict: "failed", score: 60, graderHash: NOW.graderHash });

    await assert.rejects(begin(db, "latest"), { code: "nothing-to-regrade" });
  }));

Deno.test("beginRegrade() refuses a second trial of an exercise while one is not over", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 60 });
    await begin(db);

    await assert.rejects(begin(db), { code: "nothing-to-regrade" });
  }));

Deno.test("a trial survives a grader that dies, and stops when it is cancelled", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 60 });
    await grade(db, "s2", { verdict: "failed", score: 60 });
    const id = await begin(db);
    const lost = (await claimTrial(db, { owner: "dead", nowMs: 0, untilMs: 100 }))!;
    assert.equal(lost.source, "s1");

    const taken = (await claimTrial(db, { owner: "w", nowMs: 101, untilMs: 200 }))!;
    assert.equal(taken.id, lost.id);
    assert.equal(await renewTrial(db, lost.id, { owner: "dead", untilMs: 900 }), false);
    const late = given("passed", 100, NOW.graderHash);
    assert.equal(await finishTrial(db, lost.id, "dead", late), false);
    await handBackTrial(db, taken.id, "w");

    assert.equal(await cancelRegrade(db, id, "eve"), true);
    assert.equal(await claimTrial(db, LEASE), undefined);
    assert.equal(await resumeRegrade(db, id, "eve"), true);
    assert.deepEqual(await tryAll(db, () => ["passed", 100]), ["s1", "s2"]);
  }));

Deno.test("a regrade with `never lower` raises, lowers nothing, and keeps every verdict", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 50 });
    await grade(db, "s2", { verdict: "passed", score: 100, learnerId: "bob" });
    const id = await begin(db);
    await tryAll(db, (source) => source === "s1" ? ["passed", 100] : ["failed", 80]);

    await applyRegrade(db, id, POLICY);

    assert.match((await findSubmission(db, "s1"))!.json!, /"passed"/);
    assert.match((await findSubmission(db, "s2"))!.json!, /"passed"/);
    const [past] = await listPastVerdicts(db, "s1");
    assert.deepEqual([past.verdict, past.score], ["failed", 50]);
    assert.deepEqual(await listPastVerdicts(db, "s2"), []);
    assert.equal((await findRegrade(db, id))?.state, "applied");
    // What was kept on purpose is not asked about again.
    const { submissions, all, kept } = await countOld(db);
    assert.deepEqual({ submissions, all, kept }, { submissions: 0, all: 2, kept: 1 });
  }));

Deno.test("a regrade takes a pass only with a reason, which the learner reads", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "passed", score: 100 });
    await createCohort(db, COHORT, { actorId: "eve", slugs: ["x"] });
    const [cohort] = await db.selectFrom("cohorts").select("id").execute();
    await db.insertInto("memberships")
      .values({ cohort_id: cohort.id, learner_id: "ada", joined_at: "" }).execute();
    const id = await begin(db);
    await tryAll(db, () => ["failed", 80]);
    const choice = { policy: "take passes", reason: "A hole was closed.", ...BY_OWNER } as const;

    await assert.rejects(applyRegrade(db, id, { ...choice, reason: " " }), {
      code: "reason-missing",
    });
    await applyRegrade(db, id, choice);

    assert.match((await findSubmission(db, "s1"))!.json!, /"failed"/);
    assert.equal((await listPastVerdicts(db, "s1"))[0].reason, "A hole was closed.");
    const [lost] = await listLostPasses(db, "ada", "x");
    assert.deepEqual([lost.submissionId, lost.reason], ["s1", "A hole was closed."]);
    assert.deepEqual(await listLostPasses(db, "bob", "x"), []);
    const [standing] = await db.selectFrom("standings").selectAll().execute();
    assert.deepEqual([standing.state, standing.score], ["failed", 80]);
    const [line] = await listAudit(db, { action: "verdict.change", limit: 10 });
    assert.equal(line.subject, "s1");
    assert.equal(line.detail.from, "passed, 100 points");
    assert.equal(line.detail.to, "failed, 80 points");
  }));

const COHORT: CohortSettings = {
  name: "C",
  timeZone: "UTC",
  lateRule: "mark",
  latePercent: 0,
  hiddenNames: "all",
  solutionsOpen: "never",
};

Deno.test("orderRegrade() refuses a trial that has not ended, and one that was applied", () =>
  withDatabase(async (db) => {
    await grade(db, "s1", { verdict: "failed", score: 50 });
    const id = await begin(db);

    await assert.rejects(applyRegrade(db, id, POLICY), { code: "not-tried" });
    await tryAll(db, () => ["passed", 100]);
    await applyRegrade(db, id, POLICY);
    await assert.rejects(applyRegrade(db, id, POLICY), { code: "not-tried" });
  }));

const TAKE_PASSES = { policy: "take passes", reason: "A hole.", ...BY_OWNER } as const;

/** A trial of so many passes, each of a learner of its own, that would all be taken. */
async function tryPasses(db: Database, count: number): Promise<string> {
  for (let index = 10; index < 10 + count; index++) {
    await grade(db, `s${index}`, { verdict: "passed", score: 100, learnerId: `l${index}` });
  }
  const id = await begin(db);
  await tryAll(db, () => ["failed", 80]);
  return id;
}

async function countHistory(db: Database): Promise<number> {
  const { count } = await db.selectFrom("verdict_history")
    .select((each) => each.fn.countAll().as("count")).executeTakeFirstOrThrow();
  return Number(count);
}

Deno.test("what was decided is done by other processes where one goes silent, each verdict once", () =>
  withDatabase(async (db) => {
    const id = await tryPasses(db, 30);
    await orderRegrade(db, id, TAKE_PASSES);
    assert.deepEqual((await findRegrade(db, id))?.decided, 0, "nothing is done by the request");
    assert.equal(await applyNext(db, "killed"), true);
    const begun = (await findRegrade(db, id))!;
    assert.ok(begun.applied > 0 && begun.applied < 30, `${begun.applied} at once`);
    assert.equal(await countHistory(db), begun.applied, "each with its history");

    assert.equal(await applyNext(db, "other"), false, "one at a time");
    await db.updateTable("regrades").set({ lease_until_ms: 0 }).execute();
    const carryOut = async (owner: string) => {
      while ((await findRegrade(db, id))!.state === "applying") await applyNext(db, owner);
    };
    await Promise.all([carryOut("other"), carryOut("third")]);

    const { state, applied, policy } = (await findRegrade(db, id))!;
    assert.deepEqual([state, applied, policy], ["applied", 30, "take passes"]);
    assert.equal(await countHistory(db), 30);
    assert.equal((await listAudit(db, { action: "verdict.change", limit: 99 })).length, 30);
    assert.equal((await listAudit(db, { action: "regrade.apply", limit: 99 })).length, 1);
  }));

Deno.test("startApplying() carries out what was decided, lets others in between, and stops", () =>
  withDatabase(async (db) => {
    const id = await tryPasses(db, 30);
    await orderRegrade(db, id, TAKE_PASSES);
    const seen: string[] = [];
    const { promise: isDone, resolve } = Promise.withResolvers<void>();
    const applying = startApplying({
      db,
      log: ({ error }) => seen.push(String(error)),
      onProgress: async () => {
        seen.push("progress");
        if (seen.length === 1) setTimeout(() => seen.push("a request"));
        if ((await findRegrade(db, id))!.state === "applied") resolve();
      },
    });
    try {
      await isDone;
    } finally {
      await applying.stop();
    }

    assert.deepEqual(seen.slice(0, 3), ["progress", "a request", "progress"]);
    assert.equal((await findRegrade(db, id))?.applied, 30);
    const { lease_owner } = await db.selectFrom("regrades").select("lease_owner")
      .executeTakeFirstOrThrow();
    assert.equal(lease_owner, null);
  }));

Deno.test("what cannot be stored is not half done, and goes on later", () =>
  withDatabase(async (db) => {
    const id = await tryPasses(db, 2);
    await orderRegrade(db, id, TAKE_PASSES);
    await db.schema.alterTable("verdict_history").renameTo("gone").execute();
    await assert.rejects(applyNext(db, "a process"), /verdict_history/);
    await db.schema.alterTable("gone").renameTo("verdict_history").execute();
    const { state, decided } = (await findRegrade(db, id))!;
    assert.deepEqual([state, decided], ["applying", 0]);

    while (await applyNext(db, "another"));

    assert.deepEqual((await findRegrade(db, id))?.applied, 2);
  }));

Deno.test("what rises takes effect first: who has a pass before and after always has one", () =>
  withDatabase(async (db) => {
    const last = 39;
    for (let index = 10; index <= last; index++) {
      await grade(db, `s${index}`, { verdict: index === last ? "failed" : "passed", score: 90 });
    }
    const id = await begin(db);
    await tryAll(db, (source) => source === `s${last}` ? ["passed", 100] : ["failed", 80]);
    await orderRegrade(db, id, TAKE_PASSES);

    await applyNext(db, "a process");

    assert.match((await findSubmission(db, `s${last}`))!.json!, /"passed"/);
    assert.equal((await findRegrade(db, id))?.applied, 1, "and what falls comes later");
  }));

/** Cohorts of Eve and of Max that do the exercise; Ada is in Eve's, Max's has Bob, Cyd is in both. */
async function twoCohorts(db: Database): Promise<{ eves: string; maxs: string; reach: Reach }> {
  const made = async (actorId: string, names: readonly string[]) => {
    await rememberLearner(db, { id: actorId, name: actorId, createdAt: "" });
    const id = await createCohort(db, COHORT, { actorId, slugs: ["x"] });
    for (const name of names) {
      await joinCohort(db, (await findCohort(db, id))!.join_code, name);
    }
    return id;
  };
  for (const [index, name] of ["ada", "bob", "cyd"].entries()) {
    await grade(db, `s${index}`, { verdict: "passed", score: 100, learnerId: name });
  }
  const eves = await made("eve", ["ada", "cyd"]);
  const maxs = await made("max", ["bob", "cyd"]);
  return { eves, maxs, reach: { cohortId: eves, instructorId: "eve" } };
}

Deno.test("a cohort's instructor tries its members alone, and nobody who is in another's too", () =>
  withDatabase(async (db) => {
    const { eves, reach } = await twoCohorts(db);

    assert.deepEqual((await countOld(db, NOW, reach)).submissions, 1);
    const asOwner = { cohortId: eves, instructorId: null };
    assert.deepEqual((await countOld(db, NOW, asOwner)).learners, 2);
    const id = await begin(db, "all", reach);

    assert.deepEqual(await tryAll(db, () => ["failed", 0]), ["s0"]);
    assert.equal((await findRegrade(db, id))?.cohort_name, COHORT.name);
    const [line] = await listAudit(db, { action: "regrade.try", limit: 1 });
    assert.equal(line.detail.cohort, eves);
  }));

Deno.test("an instructor of both cohorts regrades who is in both", () =>
  withDatabase(async (db) => {
    const { maxs, reach } = await twoCohorts(db);
    await db.insertInto("cohort_instructors")
      .values({ cohort_id: maxs, learner_id: "eve", added_at: "" }).execute();

    assert.deepEqual((await countOld(db, NOW, reach)).learners, 2);
    await begin(db, "all", reach);

    assert.deepEqual(await tryAll(db, () => ["failed", 0]), ["s0", "s2"]);
  }));

Deno.test("a trial of a cohort changes nobody who has left it, or joined another's, meanwhile", () =>
  withDatabase(async (db) => {
    const { eves, maxs, reach } = await twoCohorts(db);
    await grade(db, "s8", { verdict: "passed", score: 100, learnerId: "dan" });
    await grade(db, "s9", { verdict: "passed", score: 100, learnerId: "fay" });
    const join = async (cohort: string, name: string) =>
      await joinCohort(db, (await findCohort(db, cohort))!.join_code, name);
    for (const name of ["dan", "fay"]) await join(eves, name);
    const id = await begin(db, "all", reach);
    assert.deepEqual(await tryAll(db, () => ["failed", 0]), ["s0", "s8", "s9"]);
    await removeMember(db, { cohortId: eves, learnerId: "dan" }, "eve");
    await join(maxs, "fay");

    const choice = { policy: "take passes", reason: "A hole.", actorId: "eve" } as const;
    await applyRegrade(db, id, { ...choice, instructorId: "eve" });

    const held = await db.selectFrom("verdicts").orderBy("submission_id")
      .select(["submission_id", "verdict"]).execute();
    const failed = held.filter(({ verdict }) => verdict === "failed");
    assert.deepEqual(failed.map(({ submission_id }) => submission_id), ["s0"]);
    const page = { change: "loses pass", after: "", limit: 9 } as const;
    const decisions = (await listTrials(db, id, page)).map(({ decision }) => decision);
    assert.deepEqual(decisions, ["applied", "left", "left"]);
    const { state, all, decided } = (await findRegrade(db, id))!;
    assert.deepEqual([state, all, decided], ["applied", 3, 3]);
    // What was left is old still: an owner may try it.
    await begin(db);
    assert.deepEqual(await tryAll(db, () => ["failed", 0]), ["s1", "s2", "s8", "s9"]);
  }));

Deno.test("two who begin a trial at one time never have the same submission in it", () =>
  withDatabase(async (db) => {
    const { reach } = await twoCohorts(db);

    const begun = await Promise.allSettled([begin(db, "all", reach), begin(db), begin(db)]);

    const jobs = await db.selectFrom("regrade_jobs").orderBy("submission_id")
      .select("submission_id").execute();
    assert.deepEqual(jobs.map(({ submission_id }) => submission_id), ["s0", "s1", "s2"]);
    assert.ok(begun.some(({ status }) => status === "rejected"));
  }));

Deno.test("a cancelled trial stays so while another one has what it had", () =>
  withDatabase(async (db) => {
    const { reach } = await twoCohorts(db);
    const first = await begin(db, "all", reach);
    await cancelRegrade(db, first, "eve");
    const second = await begin(db);

    assert.equal(await resumeRegrade(db, first, "eve"), false);
    await cancelRegrade(db, second, "eve");
    assert.equal(await resumeRegrade(db, first, "eve"), true);
    assert.equal(await resumeRegrade(db, second, "eve"), false);
  }));

Deno.test("what was counted of verdicts by their graders is what there is", () =>
  withDatabase(async (db) => {
    await twoCohorts(db);
    const id = await begin(db);
    await tryAll(db, (source) => source === "s0" ? ["failed", 0] : ["passed", 100]);
    await applyRegrade(db, id, POLICY);

    const tallies = await db.selectFrom("gradings").orderBy("learner_id")
      .select(["learner_id", "grader_hash", "verdicts"]).execute();
    assert.deepEqual(tallies.map((tally) => Object.values(tally).join(" ")), [
      ...["ada grader 1 1", "bob grader 2 1", "cyd grader 2 1"],
    ]);
  }));
