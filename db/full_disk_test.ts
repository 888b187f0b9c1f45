import assert from "node:assert/strict";
import { sql } from "kysely";
import { openDatabase } from "./open_database.ts";
import { claim, enqueue, finish, listWaiting } from "./queue.ts";
import type { Database } from "./schema.ts";
import { storageFault } from "./storage_fault.ts";
import { findSubmission } from "./submissions.ts";

const LONG = "x".repeat(50_000);

async function submit(db: Database, id: string): Promise<void> {
  const rest = { learnerId: "ada", learnerName: "Ada", slug: "x", source: LONG, createdAt: "" };
  await enqueue(db, { id, ...rest });
}

/** What keeps an operation from storing; undefined when it has stored. */
async function faultOf(operation: Promise<unknown>): Promise<string | undefined> {
  try {
    await operation;
    return undefined;
  } catch (error) {
    return storageFault(error) ?? assert.fail(String(error));
  }
}

/** Makes the disk as full as it is, or leaves room again. */
async function setRoom(db: Database, pages: number): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(rows[0].page_count + pages)}`.execute(db);
}

Deno.test("a full disk stores nothing by halves, and loses nothing when there is room again", async () => {
  const dataDir = await Deno.makeTempDir();
  const db = await openDatabase(dataDir);
  try {
    await submit(db, "s1");
    await claim(db, { owner: "w", nowMs: 0, untilMs: 100 });
    await setRoom(db, 0);
    const verdict = { verdict: "passed", score: 1, json: LONG, createdAt: "" };

    // Pages that were freed before are used first.
    let last = 2;
    while (last < 9 && await faultOf(submit(db, `s${last}`)) === undefined) last++;
    assert.equal(await faultOf(submit(db, `s${last}`)), "full");
    assert.equal(await faultOf(finish(db, "s1", "w", verdict)), "full");
    assert.equal(await findSubmission(db, `s${last}`), undefined);
    assert.equal((await findSubmission(db, "s1"))?.state, "running");

    await setRoom(db, 1_000);
    await submit(db, `s${last}`);
    const again = await claim(db, { owner: "v", nowMs: 101, untilMs: 200 });
    assert.equal(again?.id, "s1");
    assert.equal(await finish(db, "s1", "v", verdict), true);
    const waiting = (await listWaiting(db)).map(({ id }) => id);
    assert.deepEqual(waiting, Array.from({ length: last - 1 }, (_, index) => `s${index + 2}`));
  } finally {
    await db.destroy();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("storageFault() knows what SQLite says, wherever it comes from", () => {
  const error = (errcode: number) => ({ code: "ERR_SQLITE_ERROR", errcode });

  assert.equal(storageFault(error(13)), "full");
  // SQLITE_IOERR_FSYNC and SQLITE_READONLY_DBMOVED: more than a byte says where.
  assert.equal(storageFault(error(10 | (4 << 8))), "disk-error");
  assert.equal(storageFault(error(8 | (4 << 8))), "read-only");
  assert.equal(storageFault(error(19)), undefined);
  assert.equal(storageFault(new Error("database or disk is full")), undefined);
  assert.equal(storageFault(undefined), undefined);
});
