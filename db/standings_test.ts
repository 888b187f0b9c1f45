import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { createCohort, findCohort, setCohortExercise } from "./cohorts.ts";
import { rememberLearner } from "./learners.ts";
import { joinCohort } from "./members.ts";
import { setOverride, withdrawOverride } from "./overrides.ts";
import { claim, enqueue, finish } from "./queue.ts";
import type { Database } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { transact } from "./transact.ts";

const COMMON = { timeZone: "Europe/Berlin", hiddenNames: "all", solutionsOpen: "passed" } as const;
const MADE = { actorId: "teacher", slugs: ["clocks", "sets"] };
const DUE = "2026-11-23T12:00:00.000Z";
const LATE = "2026-11-23T13:00:00.000Z";
const EARLY = "2026-11-23T11:00:00.000Z";

/** Two classes that share a learner, do the same exercises, and differ in all that they say of them. */
async function inTwoClasses(body: (db: Database, autumn: string, spring: string) => Promise<void>) {
  await withDatabase(async (db) => {
    const make = async (name: string, latePercent: number, members: readonly string[]) => {
      const settings = { ...COMMON, name, lateRule: "percent", latePercent } as const;
      const id = await createCohort(db, settings, MADE);
      const { join_code } = (await findCohort(db, id))!;
      for (const learner of members) {
        await rememberLearner(db, { id: learner, name: learner, createdAt: EARLY });
        await joinCohort(db, join_code, learner);
      }
      return id;
    };
    const autumn = await make("Autumn", 10, ["ada", "bob"]);
    const spring = await make("Spring", 50, ["ada", "cleo"]);
    const exercise = { cohort_id: autumn, slug: "clocks", opens_at: null, due_at: DUE };
    await setCohortExercise(db, exercise, "teacher");
    await setCohortExercise(db, { ...exercise, cohort_id: spring, slug: "sets" }, "teacher");
    await body(db, autumn, spring);
  });
}

/** Submits, and grades with a score: a hundred of a hundred is a pass. */
async function attempt(
  db: Database,
  { id, learnerId, slug, score, createdAt }: {
    readonly id: string;
    readonly learnerId: string;
    readonly slug: string;
    readonly score: number;
    readonly createdAt: string;
  },
): Promise<void> {
  await enqueue(db, { id, learnerId, learnerName: learnerId, slug, source: "", createdAt });
  await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
  const verdict = score === 100 ? "passed" : "failed";
  await finish(db, id, "worker", { verdict, score, json: "{}", createdAt });
}

/** Each standing as `class learner exercise: state score, late or not, attempts`. */
async function told(db: Database): Promise<string[]> {
  const rows = await db.selectFrom("standings")
    .innerJoin("cohorts", "cohorts.id", "standings.cohort_id")
    .orderBy("cohorts.name").orderBy("standings.learner_id").orderBy("standings.slug")
    .select(["name", "learner_id", "slug", "state", "score", "is_late", "attempts"])
    .execute();
  return rows.map((row) =>
    `${row.name} ${row.learner_id} ${row.slug}: ${row.state} ${row.score}` +
    `${row.is_late === 1 ? " late" : ""}, ${row.attempts}`
  );
}

Deno.test("a standing is of one class, one learner and one exercise, and of nothing else", () =>
  inTwoClasses(async (db, autumn, spring) => {
    const early = { createdAt: EARLY };
    const late = { createdAt: LATE };
    await attempt(db, { id: "s1", learnerId: "ada", slug: "clocks", score: 60, ...early });
    await attempt(db, { id: "s2", learnerId: "ada", slug: "clocks", score: 80, ...late });
    await attempt(db, { id: "s3", learnerId: "ada", slug: "sets", score: 100, ...late });
    await attempt(db, { id: "s4", learnerId: "bob", slug: "clocks", score: 20, ...late });
    await attempt(db, { id: "s5", learnerId: "cleo", slug: "sets", score: 40, ...early });
    await attempt(db, { id: "s6", learnerId: "cleo", slug: "clocks", score: 30, ...late });
    const grade = { state: "failed", reason: "Copied.", actorId: "teacher" } as const;
    const bobs = { cohortId: autumn, learnerId: "bob", slug: "clocks" };
    await setOverride(db, bobs, { ...grade, score: 1 });
    await setOverride(db, bobs, { ...grade, score: 2 });
    const adas = { cohortId: spring, learnerId: "ada", slug: "sets" };
    await setOverride(db, adas, { ...grade, score: 5 });
    const cleos = { cohortId: spring, learnerId: "cleo", slug: "clocks" };
    await setOverride(db, cleos, { ...grade, score: 7 });
    await withdrawOverride(db, cleos, "teacher");
    const expected = [
      "Autumn ada clocks: failed 72 late, 2",
      "Autumn ada sets: passed 100, 1",
      "Autumn bob clocks: failed 2, 1",
      "Spring ada clocks: failed 80, 2",
      "Spring ada sets: failed 5, 1",
      "Spring cleo clocks: failed 30, 1",
      "Spring cleo sets: failed 40, 1",
    ];

    assert.deepEqual(await told(db), expected);

    // Whatever it is asked to look at again, it comes to the same, and what it was not asked stays.
    const scopes = [
      { cohortId: autumn },
      { cohortId: spring, slug: "sets" },
      { learnerId: "ada" },
      { cohortId: spring, learnerId: "cleo", slug: "clocks" },
    ];
    for (const scope of scopes) {
      await transact(db, (transaction) => refreshStandings(transaction, scope));
      assert.deepEqual(await told(db), expected, JSON.stringify(scope));
    }
  }));

Deno.test("refreshStandings() refuses to look at everything there is", () =>
  inTwoClasses(async (db) => {
    await assert.rejects(refreshStandings(db, { slug: "sets" }), /name a cohort or a learner/);
  }));
