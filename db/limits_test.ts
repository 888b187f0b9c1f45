import assert from "node:assert/strict";
import { sql } from "kysely";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { countTry, forgetFull } from "./limits.ts";
import type { Database } from "./schema.ts";
import { isPostgres } from "./transact.ts";

const ONE = { key: "ada", nowUs: 1_000, oneUs: 10, allUs: 20 };

/** What a commit waits for: 2 is the disk. */
async function synchronous(db: Database): Promise<unknown> {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  return rows[0].synchronous;
}

Deno.test("countTry() leaves the database waiting for the disk, also where it fails", () =>
  withDatabase(async (db) => {
    if (isPostgres(db)) return;
    assert.equal(await synchronous(db), 2);

    await Promise.all([countTry(db, ONE), countTry(db, ONE), forgetFull(db, { nowUs: 0, max: 9 })]);
    assert.equal(await synchronous(db), 2);

    await db.schema.dropTable("limits").execute();
    await assert.rejects(countTry(db, ONE));
    assert.equal(await synchronous(db), 2);
  }));

Deno.test("countTry() counts in a table of which PostgreSQL keeps no log", () =>
  withDatabase(async (db) => {
    if (!isPostgres(db)) return;
    const { rows } = await sql`select relpersistence from pg_class where relname = 'limits'`
      .execute(db);

    assert.deepEqual(rows, [{ relpersistence: "u" }]);
  }));

Deno.test("forgetFull() forgets the longest full first, so many, and nobody who is not", () =>
  withDatabase(async (db) => {
    for (const [index, key] of ["ada", "bob", "eve", "joe"].entries()) {
      await countTry(db, { ...ONE, key, nowUs: 1_000 + index });
    }

    await forgetFull(db, { nowUs: 1_012, max: 2 });

    const left = await db.selectFrom("limits").select("key").orderBy("key").execute();
    assert.deepEqual(left.map(({ key }) => key), ["eve", "joe"]);
    await forgetFull(db, { nowUs: 1_012, max: 2 });
    assert.equal((await db.selectFrom("limits").select("key").execute()).length, 1);
  }));
