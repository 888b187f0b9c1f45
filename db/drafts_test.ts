import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { findDraft, saveDraft } from "./drafts.ts";
import { rememberLearner } from "./learners.ts";
import type { Database } from "./schema.ts";

async function withLearners(body: (db: Database) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    for (const id of ["ada", "bob"]) await rememberLearner(db, { id, name: id, createdAt: "" });
    await body(db);
  });
}

const draft = (source: string, base?: number, learnerId = "ada") => ({
  learnerId,
  slug: "x",
  source,
  base,
  updatedAt: `at ${source}`,
});

Deno.test("saveDraft() keeps one draft for each learner and exercise, counting versions", () =>
  withLearners(async (db) => {
    await saveDraft(db, draft("a", 0));
    await saveDraft(db, draft("b", 1));
    await saveDraft(db, { ...draft("c"), slug: "y" });

    assert.deepEqual({ ...await findDraft(db, "ada", "x") }, {
      source: "b",
      version: 2,
      updated_at: "at b",
    });
    assert.equal((await findDraft(db, "ada", "y"))?.source, "c");
    assert.equal(await findDraft(db, "bob", "x"), undefined);
  }));

Deno.test("saveDraft() lets no stale page replace what it has not seen", () =>
  withLearners(async (db) => {
    await saveDraft(db, draft("a", 0));
    await saveDraft(db, draft("b", 1));

    const kept = await saveDraft(db, draft("stale", 1));

    assert.deepEqual([kept.source, kept.version], ["b", 2]);
    assert.equal((await findDraft(db, "ada", "x"))?.source, "b");
    assert.equal((await saveDraft(db, draft("knowing"))).version, 3);
  }));
