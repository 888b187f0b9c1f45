import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { listAudit } from "./audit.ts";
import {
  archiveCohort,
  changeCohort,
  type CohortSettings,
  createCohort,
  findCohort,
  listCohorts,
  renewJoinCode,
  setCohortExercise,
} from "./cohorts.ts";
import { listCohortRules } from "./cohort_rules.ts";
import { rememberLearner } from "./learners.ts";
import { importRoster, joinCohort, listRoster, removeMember } from "./members.ts";
import { claim, enqueue, finish, type NewFailure } from "./queue.ts";
import type { Database } from "./schema.ts";

const SETTINGS: CohortSettings = {
  name: "Autumn",
  timeZone: "Europe/Berlin",
  lateRule: "mark",
  latePercent: 10,
  hiddenNames: "all",
  solutionsOpen: "passed",
};
const MADE = { actorId: "teacher", slugs: ["vector-clock"] };

async function inCohort(
  body: (db: Database, id: string, code: string) => Promise<void>,
): Promise<void> {
  await withDatabase(async (db) => {
    for (const name of ["Ada", "Bob"]) {
      await rememberLearner(db, { id: name.toLowerCase(), name, createdAt: at("09:00") });
    }
    const id = await createCohort(db, SETTINGS, MADE);
    await body(db, id, (await findCohort(db, id))!.join_code);
  });
}

const at = (time: string, day = 23) => `2026-11-${day}T${time}:00.000Z`;

interface Attempt {
  readonly id: string;
  readonly createdAt: string;
  readonly score?: number;
  readonly failures?: readonly NewFailure[];
}

/** Submits as Ada, and grades it where a score is given. */
async function attempt(db: Database, { id, createdAt, score, failures }: Attempt): Promise<void> {
  const learner = { learnerId: "ada", learnerName: "Ada" };
  await enqueue(db, { id, ...learner, slug: "vector-clock", source: "", createdAt });
  if (score === undefined) return;
  await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
  const verdict = score === 100 ? "passed" : "failed";
  await finish(db, id, "worker", { verdict, score, json: "{}", createdAt, failures });
}

const standingsOf = (db: Database) => db.selectFrom("standings").selectAll().execute();

Deno.test("createCohort() makes a cohort that a code opens, and writes it down", () =>
  inCohort(async (db, id, code) => {
    const joined = await joinCohort(db, ` ${code.toLowerCase().replace("-", " ")} `, "ada");

    assert.deepEqual({ ...joined }, { id, name: "Autumn" });
    assert.match(code, /^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    assert.equal((await findCohort(db, id))!.members, 1);
    assert.equal(await joinCohort(db, "AAAA-AAAA", "ada"), undefined);
    const actions = (await listAudit(db, { limit: 9 })).map(({ action }) => action);
    assert.deepEqual(actions, ["member.add", "cohort.create"]);
  }));

Deno.test("joinCohort() twice changes nothing", () =>
  inCohort(async (db, id, code) => {
    await joinCohort(db, code, "ada");

    assert.equal((await joinCohort(db, code, "ada"))?.id, id);

    assert.equal((await findCohort(db, id))!.members, 1);
  }));

Deno.test("renewJoinCode() and archiveCohort() close the door", () =>
  inCohort(async (db, id, code) => {
    await renewJoinCode(db, id, "teacher");
    assert.equal(await joinCohort(db, code, "ada"), undefined);

    const { join_code } = (await findCohort(db, id))!;
    await archiveCohort(db, id, { isArchived: true, actorId: "teacher" });
    assert.equal(await joinCohort(db, join_code, "ada"), undefined);

    await archiveCohort(db, id, { isArchived: false, actorId: "teacher" });
    assert.equal((await joinCohort(db, join_code, "ada"))?.id, id);
  }));

Deno.test("listCohorts() has the newest first and the archived last", () =>
  inCohort(async (db, id) => {
    const other = await createCohort(db, { ...SETTINGS, name: "Spring" }, MADE);
    await archiveCohort(db, other, { isArchived: true, actorId: "teacher" });

    assert.deepEqual((await listCohorts(db)).map((cohort) => cohort.id), [id, other]);
  }));

Deno.test("joinCohort() claims the place of an e-mail address, or of a name that has none", () =>
  inCohort(async (db, id, code) => {
    const people = [
      { name: "Somebody", email: "Ada@Example.org" },
      { name: "Bob", email: "bob@example.org" },
      { name: " bob ", email: null },
    ];
    assert.equal(await importRoster(db, id, people, "teacher"), 3);
    assert.equal(await importRoster(db, id, people, "teacher"), 0);

    await joinCohort(db, code, "ada", "ada@example.org");
    await joinCohort(db, code, "bob");

    const places = (await listRoster(db, id)).map(({ name, learner_id }) => [name, learner_id]);
    assert.deepEqual(places, [[" bob ", "bob"], ["Bob", null], ["Somebody", "ada"]]);
    await removeMember(db, { cohortId: id, learnerId: "ada" }, "teacher");
    assert.equal((await listRoster(db, id)).at(-1)!.learner_id, null);
  }));

Deno.test("a standing follows submissions and verdicts, those before joining too", () =>
  inCohort(async (db, id, code) => {
    const failures = [{ check: "merge", shape: "a" }, { check: "order", shape: "b" }];
    await attempt(db, { id: "s1", createdAt: at("10:00"), score: 40, failures });
    await joinCohort(db, code, "ada");
    await attempt(db, { id: "s2", createdAt: at("11:00"), score: 30, failures });
    const [failing] = await standingsOf(db);
    await attempt(db, { id: "s3", createdAt: at("12:00"), score: 100 });
    await attempt(db, { id: "s4", createdAt: at("13:00") });

    assert.deepEqual([failing.state, failing.score, failing.attempts], ["failed", 40, 2]);
    assert.deepEqual([failing.failing_check, failing.failing_run], ["merge", 2]);
    const { updated_at: _, ...passed } = (await standingsOf(db))[0];
    assert.deepEqual(passed, {
      cohort_id: id,
      learner_id: "ada",
      slug: "vector-clock",
      state: "passed",
      score: 100,
      is_late: 0,
      attempts: 4,
      first_at: at("10:00"),
      last_at: at("13:00"),
      passed_at: at("12:00"),
      attempts_to_pass: 3,
      failing_check: null,
      failing_run: 0,
      override_id: null,
    });
  }));

Deno.test("late scores follow the due time and the late policy", () =>
  inCohort(async (db, id, code) => {
    await joinCohort(db, code, "ada");
    await attempt(db, { id: "s1", createdAt: at("10:00"), score: 40 });
    await attempt(db, { id: "s2", createdAt: at("12:00", 25), score: 100 });
    const scores: [number, number][] = [];
    const note = async () => {
      const [{ score, is_late }] = await standingsOf(db);
      scores.push([score, is_late]);
    };

    const exercise = { cohort_id: id, slug: "vector-clock", opens_at: null };
    await setCohortExercise(db, { ...exercise, due_at: at("12:00", 24) }, "teacher");
    await note();
    // A day to the second is one day begun.
    await changeCohort(db, id, { ...SETTINGS, lateRule: "percent" }, "teacher");
    await note();
    await changeCohort(db, id, { ...SETTINGS, lateRule: "refuse" }, "teacher");
    await note();
    await setCohortExercise(db, { ...exercise, due_at: at("12:00", 25) }, "teacher");
    await note();

    assert.deepEqual(scores, [[100, 1], [90, 1], [40, 0], [100, 0]]);
  }));

Deno.test("listCohortRules() has the rules of cohorts that are not archived", () =>
  inCohort(async (db, id, code) => {
    await joinCohort(db, code, "ada");
    await setCohortExercise(
      db,
      { cohort_id: id, slug: "vector-clock", opens_at: null, due_at: at("12:00") },
      "teacher",
    );

    const [rule] = await listCohortRules(db, "ada", "vector-clock");

    assert.deepEqual([rule.cohortName, rule.dueAt], ["Autumn", at("12:00")]);
    assert.deepEqual(await listCohortRules(db, "ada", "gcounter"), []);
    assert.deepEqual(await listCohortRules(db, "bob", "vector-clock"), []);
    await archiveCohort(db, id, { isArchived: true, actorId: "teacher" });
    assert.deepEqual(await listCohortRules(db, "ada", "vector-clock"), []);
  }));
