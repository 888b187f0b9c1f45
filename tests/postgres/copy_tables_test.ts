import assert from "node:assert/strict";
import { sql } from "kysely";
import { openDatabase } from "@/db/open_database.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { saveDraft } from "@/db/drafts.ts";
import type { Database } from "@/db/schema.ts";
import { findSubmission, listNewest } from "@/db/submissions.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { copyTables } from "@/tools/migrate/copy_tables.ts";

/** More than one page. */
const SUBMISSIONS = 1_203;
const ODD = 'ä "quotes" \\\\ 𝕏\r\n\ttabs, 1e999, null';

/** SQLite's rows have no prototype. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** An empty PostgreSQL database, and a SQLite one with a site's life in it. */
async function withBoth(body: (source: Database, target: Database) => Promise<void>) {
  await withDatabase(async (target, { dataDir, url }) => {
    assert.ok(url !== undefined, "these tests need a server");
    const source = await openDatabase(dataDir);
    try {
      for (let index = 0; index < SUBMISSIONS; index++) {
        await enqueue(source, {
          id: `s${index}`,
          learnerId: `L${index % 7}`,
          learnerName: ODD,
          slug: "x",
          source: `${ODD}${index}`,
          createdAt: "2026-11-25T00:00:00.000Z",
        });
      }
      const { id } = (await claim(source, { owner: "w", nowMs: 0, untilMs: 2 ** 43 }))!;
      await finish(source, id, "w", { verdict: "passed", score: 1, json: "{}", createdAt: "" });
      await claim(source, { owner: "w", nowMs: 0, untilMs: 2 ** 43 });
      await saveDraft(source, { learnerId: "L1", slug: "x", source: "", updatedAt: "" });
      await body(source, target);
    } finally {
      await source.destroy();
    }
  });
}

Deno.test("copyTables() moves every row of every table, and the site goes on with it", () =>
  withBoth(async (source, target) => {
    const copied = new Map<string, number>();
    await copyTables(source, target, ({ table, rows }) => void copied.set(table, rows));

    assert.equal(copied.get("submissions"), SUBMISSIONS);
    assert.equal(copied.get("learners"), 7);
    assert.equal(copied.get("verdicts"), 1);
    const page = { limit: 5 };
    assert.deepEqual(plain(await listNewest(target, page)), plain(await listNewest(source, page)));
    assert.deepEqual(
      plain(await findSubmission(target, "s77")),
      plain(await findSubmission(source, "s77")),
    );
    // What a grader was at work on when the site stopped is taken up there.
    const lease = { owner: "v", nowMs: 2 ** 44, untilMs: 2 ** 45 };
    assert.deepEqual(plain(await claim(target, lease)), plain(await claim(source, lease)));
  }));

Deno.test("copyTables() refuses a database that holds something", () =>
  withBoth(async (source, target) => {
    await sql`insert into learners (id, name, created_at) values ('x', '', '')`.execute(target);

    await assert.rejects(copyTables(source, target), /has rows in its table learners/);
  }));

Deno.test("copyTables() moves nothing where a row does not stay what it was", () =>
  withBoth(async (source, target) => {
    // The server shortens what it is given: no setting of ours, but it must be seen.
    await sql`create function cut() returns trigger language plpgsql as
      $$ begin if new.id = 's1200' then new.source := 'cut'; end if; return new; end $$`
      .execute(target);
    await sql`create trigger cut before insert on submissions for each row execute function cut()`
      .execute(target);

    await assert.rejects(copyTables(source, target), /row with id s1200 did not keep its source/);
    assert.deepEqual(await listNewest(target, { limit: 1 }), []);
  }));
