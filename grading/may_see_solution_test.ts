import assert from "node:assert/strict";
import { createCohort, findCohort, setCohortExercise } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import type { Database, SolutionsOpen } from "@/db/schema.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { maySeeSolution } from "./may_see_solution.ts";

const SLUG = "vector-clock";
const DUE = "2026-11-30T12:00:00.000Z";
const BEFORE_MS = Date.parse(DUE) - 1;
const AFTER_MS = Date.parse(DUE);

let submissions = 0;

async function submit(db: Database, verdict: string, slug = SLUG, learnerId = "ada") {
  const id = `s${++submissions}`;
  const createdAt = "2026-11-25T00:00:00.000Z";
  await enqueue(db, { id, learnerId, learnerName: learnerId, slug, source: "", createdAt });
  await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
  await finish(db, id, "worker", { verdict, score: 0, json: "{}", createdAt });
}

async function join(db: Database, solutionsOpen: SolutionsOpen, due_at: string | null) {
  await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
  const rest = { timeZone: "UTC", lateRule: "mark", latePercent: 0, hiddenNames: "all" } as const;
  const made = { actorId: "teacher", slugs: [SLUG] };
  const id = await createCohort(db, { name: "Autumn", ...rest, solutionsOpen }, made);
  await setCohortExercise(db, { cohort_id: id, slug: SLUG, opens_at: null, due_at }, "teacher");
  await joinCohort(db, (await findCohort(db, id))!.join_code, "ada");
}

async function isOpen(db: Database, nowMs: number, learnerId = "ada"): Promise<boolean> {
  return (await maySeeSolution(db, { learnerId, slug: SLUG }, nowMs)).isOpen;
}

Deno.test("maySeeSolution() opens with one's own pass of that exercise, where no cohort says else", () =>
  withDatabase(async (db) => {
    await submit(db, "failed");
    await submit(db, "passed", "gcounter");
    assert.equal(await isOpen(db, BEFORE_MS), false);

    await submit(db, "passed");
    await submit(db, "failed");
    assert.equal(await isOpen(db, BEFORE_MS), true);
    assert.equal(await isOpen(db, BEFORE_MS, "bob"), false);
  }));

/** By a cohort's rule: what is open before and after the due time, without and with a pass. */
const RULES: readonly [SolutionsOpen, string | null, readonly number[]][] = [
  ["passed", DUE, [0, 0, 1, 1]],
  ["due", DUE, [0, 1, 0, 1]],
  ["due", null, [0, 0, 0, 0]],
  ["passed and due", DUE, [0, 0, 0, 1]],
  ["never", DUE, [0, 0, 0, 0]],
];

for (const [rule, due, expected] of RULES) {
  Deno.test(`maySeeSolution() keeps to a cohort's "${rule}", ${due ? "with" : "without"} a due time`, () =>
    withDatabase(async (db) => {
      await join(db, rule, due);
      const found = [await isOpen(db, BEFORE_MS), await isOpen(db, AFTER_MS)];
      await submit(db, "passed");
      found.push(await isOpen(db, BEFORE_MS), await isOpen(db, AFTER_MS));

      assert.deepEqual(found.map(Number), expected);
    }));
}

Deno.test("maySeeSolution() keeps to the strictest of two cohorts, and says why", () =>
  withDatabase(async (db) => {
    await join(db, "passed", DUE);
    await join(db, "due", DUE);
    await submit(db, "passed");

    const access = await maySeeSolution(db, { learnerId: "ada", slug: SLUG }, BEFORE_MS);

    assert.match(access.isOpen ? "" : access.reason, /due time is over/);
    assert.equal(await isOpen(db, AFTER_MS), true);
  }));

Deno.test("maySeeSolution() opens for nobody outside what a cohort keeps closed", () =>
  withDatabase(async (db) => {
    await join(db, "passed and due", DUE);
    await submit(db, "passed", SLUG, "signed out");
    await submit(db, "passed", "gcounter", "signed out");

    assert.equal(await isOpen(db, BEFORE_MS, "signed out"), false);
    assert.equal(await isOpen(db, AFTER_MS, "signed out"), true);
    const other = { learnerId: "signed out", slug: "gcounter" };
    assert.equal((await maySeeSolution(db, other, BEFORE_MS)).isOpen, true);
  }));
