import assert from "node:assert/strict";
import { openAccount, rememberLearner } from "./learners.ts";
import { MERGED_TABLES, mergeLearners } from "./merge_learners.ts";
import { openDatabase } from "./open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { enqueue } from "./queue.ts";
import type { Database } from "./schema.ts";

const AT = "2026-11-25T00:00:00.000Z";

async function inDatabase(body: (db: Database) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  try {
    for (const id of ["ada", "cookie"]) await rememberLearner(db, { id, name: id, createdAt: AT });
    await openAccount(db, "ada", { since: AT });
    await body(db);
  } finally {
    await db.destroy();
    await scratch.remove();
  }
}

async function draft(db: Database, learnerId: string, source: string, minute: number) {
  const updated_at = `2026-11-25T00:0${minute}:00.000Z`;
  await db.insertInto("drafts")
    .values({ learner_id: learnerId, slug: "gcounter", source, version: minute, updated_at })
    .execute();
}

Deno.test("mergeLearners() knows every table in which a learner has rows", () =>
  inDatabase(async (db) => {
    const tables = await db.introspection.getTables();
    const own = tables.filter(({ columns }) => columns.some(({ name }) => name === "learner_id"));

    const names = own.map(({ name }) => name).sort();

    assert.deepEqual([...MERGED_TABLES].sort(), names);
  }));

Deno.test("mergeLearners() moves submissions, and the learner without an account is no more", () =>
  inDatabase(async (db) => {
    for (const [id, learnerId] of [["s1", "ada"], ["s2", "cookie"]]) {
      const rest = { learnerName: "x", slug: "gcounter", source: "a", createdAt: AT };
      await enqueue(db, { id, learnerId, ...rest });
    }

    await mergeLearners(db, "cookie", "ada");

    const rows = await db.selectFrom("submissions").select(["id", "learner_id"]).orderBy("id")
      .execute();
    assert.deepEqual(rows.map((row) => `${row.id} ${row.learner_id}`), ["s1 ada", "s2 ada"]);
    const learners = await db.selectFrom("learners").select("id").execute();
    assert.deepEqual(learners.map(({ id }) => id), ["ada"]);
  }));

Deno.test("mergeLearners() keeps the newer draft, and sets the older one aside", () =>
  inDatabase(async (db) => {
    await draft(db, "ada", "older", 1);
    await draft(db, "cookie", "newer", 4);

    await mergeLearners(db, "cookie", "ada");

    const drafts = await db.selectFrom("drafts").selectAll().execute();
    assert.deepEqual(
      drafts.map(({ learner_id, source, version }) => [learner_id, source, version]),
      [
        ["ada", "newer", 5],
      ],
    );
    const aside = await db.selectFrom("set_aside").selectAll().execute();
    assert.deepEqual(aside.map(({ learner_id, source }) => [learner_id, source]), [
      ["ada", "older"],
    ]);
  }));

Deno.test("mergeLearners() keeps the account's draft where that is the newer one", () =>
  inDatabase(async (db) => {
    await draft(db, "ada", "newer", 3);
    await draft(db, "cookie", "older", 2);

    await mergeLearners(db, "cookie", "ada");

    const drafts = await db.selectFrom("drafts").selectAll().execute();
    assert.deepEqual(drafts.map(({ source, version }) => [source, version]), [["newer", 4]]);
    const aside = await db.selectFrom("set_aside").select("source").execute();
    assert.deepEqual(aside.map(({ source }) => source), ["older"]);
  }));

Deno.test("mergeLearners() leaves an account alone, and whoever is not there", () =>
  inDatabase(async (db) => {
    await draft(db, "cookie", "a", 1);
    await openAccount(db, "cookie", { since: AT });

    await mergeLearners(db, "cookie", "ada");
    await mergeLearners(db, "nobody", "ada");
    await mergeLearners(db, "ada", "ada");

    const drafts = await db.selectFrom("drafts").select("learner_id").execute();
    assert.deepEqual(drafts.map(({ learner_id }) => learner_id), ["cookie"]);
  }));

Deno.test("mergeLearners() moves what the account has not, and drops tokens and what it has already", () =>
  inDatabase(async (db) => {
    const cohort = {
      ...{ id: "c", name: "C", time_zone: "UTC", join_code: "x", created_at: AT },
      ...{ archived_at: null, late_rule: "mark", late_percent: 0 } as const,
      ...{ hidden_names: "all", solutions_open: "never" } as const,
    };
    await db.insertInto("cohorts").values([cohort, { ...cohort, id: "d", join_code: "y" }])
      .execute();
    const member = (cohort_id: string, learner_id: string) => ({
      ...{ cohort_id, learner_id, joined_at: AT },
    });
    await db.insertInto("memberships")
      .values([member("c", "ada"), member("c", "cookie"), member("d", "cookie")]).execute();
    const token = (hash: string, learner_id: string, name: string) => ({
      ...{ hash, learner_id, name, created_at: AT, used_at: null },
    });
    await db.insertInto("tokens")
      .values([token("1", "ada", "a"), token("2", "cookie", "a"), token("3", "cookie", "b")])
      .execute();

    await mergeLearners(db, "cookie", "ada");

    const members = await db.selectFrom("memberships").selectAll().orderBy("cohort_id").execute();
    const tokens = await db.selectFrom("tokens").selectAll().orderBy("hash").execute();
    assert.deepEqual(members.map((row) => [row.cohort_id, row.learner_id]), [
      ["c", "ada"],
      ["d", "ada"],
    ]);
    assert.deepEqual(tokens.map((row) => [row.hash, row.learner_id]), [["1", "ada"]]);
  }));
