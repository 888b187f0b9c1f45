import assert from "node:assert/strict";
import { readMatrix } from "@/db/matrix.ts";
import type { Database } from "@/db/schema.ts";
import { hashText } from "@/engine/random.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { generateClass } from "./generate_class.ts";

const OPTIONS = { root: Deno.cwd(), learners: 12, submissions: 600 };

/** All that was drawn, as a number. */
async function fingerprint(db: Database): Promise<number> {
  const submissions = await db.selectFrom("submissions").selectAll().orderBy("id").execute();
  const failures = await db.selectFrom("failures").selectAll()
    .orderBy("submission_id").orderBy("place").execute();
  return hashText(JSON.stringify([submissions, failures]));
}

Deno.test("generateClass() draws as many as were asked for, and the same from the same seed", async () => {
  const prints: number[] = [];
  for (const seed of [1, 1, 2]) {
    await withDatabase(async (db) => {
      const id = await generateClass(db, { ...OPTIONS, seed });

      const query = { sort: "name", isDescending: false, offset: 0, limit: 50 };
      const { rows, total } = await readMatrix(db, id, query, { "vector-clock": 10 });
      const { attempts } = await db.selectFrom("standings")
        .select((each) => each.fn.sum("attempts").as("attempts")).executeTakeFirstOrThrow();
      assert.deepEqual([total, rows.length, Number(attempts)], [12, 12, 600]);
      prints.push(await fingerprint(db));
    });
  }

  assert.equal(prints[0], prints[1]);
  assert.notEqual(prints[0], prints[2]);
});
