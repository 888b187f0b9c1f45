import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { saveDraft } from "./drafts.ts";
import { listExerciseProgress, summariseProgress } from "./exercise_progress.ts";
import { rememberLearner } from "./learners.ts";
import { enqueue } from "./queue.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 0, minute)).toISOString();

function attempt(minute: number, verdict: "passed" | "failed" | null, score: number | null = null) {
  return { slug: "gcounter", createdAt: at(minute), verdict, score, failedCheck: null };
}

const NOTHING = { attempts: [], drafts: [], grades: [] };

Deno.test("summariseProgress() counts from the first draft to the attempt that passed", () => {
  const progress = summariseProgress("gcounter", {
    ...NOTHING,
    attempts: [attempt(5, "failed", 40), attempt(65, "passed", 100), attempt(90, "failed", 20)],
    drafts: [{ slug: "gcounter", begun_at: at(0) }, { slug: "orset", begun_at: at(-60) }],
  });

  const toPassMs = 65 * 60_000;
  assert.deepEqual(progress, { state: "passed", attempts: 3, best: 100, toPassMs });
});

Deno.test("summariseProgress() counts from the first attempt where no draft is older", () => {
  for (const begun_at of [null, at(30)]) {
    const attempts = [attempt(10, "failed", 0), attempt(25, "passed", 100)];
    const drafts = [{ slug: "gcounter", begun_at }];

    const { toPassMs } = summariseProgress("gcounter", { ...NOTHING, attempts, drafts });

    assert.equal(toPassMs, 15 * 60_000);
  }
});

Deno.test("summariseProgress() tells a draft, a wait and a failure apart", () => {
  const stateOf = (...attempts: ReturnType<typeof attempt>[]) =>
    summariseProgress("gcounter", { ...NOTHING, attempts });

  assert.equal(stateOf().state, "draft");
  assert.deepEqual(stateOf(attempt(1, null)), {
    ...{ state: "waiting", attempts: 1, best: null, toPassMs: null },
  });
  // What is known counts, until more is.
  assert.equal(stateOf(attempt(1, "failed", 30), attempt(2, null)).state, "failed");
  assert.equal(stateOf(attempt(1, "failed", 30), attempt(2, null)).best, 30);
});

Deno.test("summariseProgress() shows a grade that was set by hand", () => {
  const grade = { id: "o1", slug: "gcounter", score: 80, created_at: at(50) };
  const attempts = [attempt(1, "failed", 30)];

  const progress = summariseProgress("gcounter", {
    ...{ ...NOTHING, attempts },
    grades: [{ ...grade, state: "failed" }, { ...grade, state: "passed" }],
  });

  assert.deepEqual(progress, { state: "passed", attempts: 1, best: 80, toPassMs: null });
});

Deno.test("listExerciseProgress() finds one's own drafts and attempts, and nobody else's", () =>
  withDatabase(async (db) => {
    for (const id of ["ada", "grace"]) {
      await rememberLearner(db, { id, name: id, createdAt: at(0) });
    }
    await saveDraft(db, { learnerId: "ada", slug: "orset", source: "a", updatedAt: at(1) });
    await saveDraft(db, { learnerId: "grace", slug: "hlc", source: "a", updatedAt: at(1) });
    const rest = { learnerName: "x", source: "a", createdAt: at(2) };
    await enqueue(db, { id: "s1", learnerId: "ada", slug: "gcounter", ...rest });
    for (const slug of ["orset", "lww"]) {
      await enqueue(db, { id: `of ${slug}`, learnerId: "grace", slug, ...rest });
    }

    const progress = await listExerciseProgress(db, "ada");

    const states = [...progress].map(([slug, { state }]) => `${slug}: ${state}`).sort();
    assert.deepEqual(states, ["gcounter: waiting", "orset: draft"]);
  }));
