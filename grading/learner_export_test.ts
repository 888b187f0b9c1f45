import assert from "node:assert/strict";
import { enqueue } from "@/db/queue.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { writeLearnerExport } from "./learner_export.ts";
import type { Submission } from "./open_grading.ts";

Deno.test("writeLearnerExport() writes one JSON object, with what is still there, newest first", () =>
  withDatabase(async (db) => {
    for (const [id, learnerId] of [["s1", "ada"], ["s2", "grace"], ["s3", "ada"], ["s4", "ada"]]) {
      const rest = { learnerName: learnerId, slug: "gcounter", source: id, createdAt: "2026" };
      await enqueue(db, { id, learnerId, ...rest });
    }
    const submission = (id: string) =>
      // One is removed while the others are written.
      Promise.resolve(id === "s3" ? undefined : { id, verdict: null } as Submission);

    const sources = { db, grading: { submission } };

    const pieces = await Array.fromAsync(await writeLearnerExport(sources, "ada"));
    const without = await Array.fromAsync(await writeLearnerExport(sources, "ada", ["learners"]));

    const { version, tables, submissions } = JSON.parse(pieces.join(""));
    const { learners: _, ...others } = tables;
    assert.deepEqual(JSON.parse(without.join("")).tables, others);
    assert.equal(version, 1);
    assert.equal(tables.learners[0].id, "ada");
    assert.deepEqual(submissions.map(({ id }: Submission) => id), ["s4", "s1"]);
  }));
