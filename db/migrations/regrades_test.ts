import assert from "node:assert/strict";
import { Kysely, SqliteDialect } from "kysely";
import type { Schema } from "@/db/schema.ts";
import { openSqlite } from "@/db/sqlite_database.ts";
import * as submissions from "./0001_submissions.ts";
import * as regrades from "./0007_regrades.ts";

Deno.test("verdicts from before say by what they were given, as far as they know", async () => {
  const db = new Kysely<never>({
    dialect: new SqliteDialect({ database: openSqlite(":memory:") }),
  });
  const stored = db as unknown as Kysely<Schema>;
  try {
    await submissions.up(db);
    await stored.insertInto("learners").values({ id: "ada", name: "Ada", created_at: "" } as never)
      .execute();
    const known = JSON.stringify({ hashes: { grader: "g", engine: "e" } });
    // More than are read at once.
    for (let index = 0; index < 250; index++) {
      const id = `s${index}`;
      await stored.insertInto("submissions")
        .values({
          ...{ id, learner_id: "ada", slug: "x", source: "", created_at: "", state: "done" },
          ...{ turn: 0, lease_owner: null, lease_until_ms: null, deaths: 0 },
        })
        .execute();
      await stored.insertInto("verdicts")
        .values({
          ...{ submission_id: id, verdict: "passed", score: 100, created_at: "" },
          json: index === 7 ? "{}" : known,
        })
        .execute();
    }

    await regrades.up(db);

    const rows = await stored.selectFrom("verdicts")
      .select(["submission_id", "grader_hash", "engine_hash"]).execute();
    for (const { submission_id, grader_hash, engine_hash } of rows) {
      const expected = submission_id === "s7" ? ["", ""] : ["g", "e"];
      assert.deepEqual([grader_hash, engine_hash], expected, submission_id);
    }
    assert.equal(rows.length, 250);
  } finally {
    await db.destroy();
  }
});
