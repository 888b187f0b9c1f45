import assert from "node:assert/strict";
import type { ColumnMetadata, TableMetadata } from "kysely";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { deleteLearner, LEARNER_TABLES, listTables, readLearnerRecord } from "./learner_record.ts";
import { claim, countDeath, finish, handBack, renew } from "./queue.ts";
import type { Database } from "./schema.ts";

const VERDICT = { verdict: "passed", score: 100, json: "{}", createdAt: "2026-11-23T00:00:02Z" };

/** Rows of these come first, since others refer to them. */
const FIRST = ["learners", "cohorts", "regrades", "submissions"];

function isOfLearner({ columns }: TableMetadata): boolean {
  return columns.some(({ name }) => /^(?:learner|submission)_id$/.test(name));
}

async function tablesOf(db: Database): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables();
  const rank = ({ name }: TableMetadata) => FIRST.includes(name) ? FIRST.indexOf(name) : 9;
  return tables.toSorted((one, other) => rank(one) - rank(other));
}

/** A value for any column, with which rows of two learners stay apart. */
function valueFor({ name, dataType }: ColumnMetadata, table: string, learner: string): unknown {
  if (table === "learners" && name === "id") return learner;
  if (["learner_id", "actor_id"].includes(name)) return learner;
  if (name === "state" && table === "submissions") return "queued";
  if (/int|numeric|real/i.test(dataType)) return learner.length;
  // The row `x` of a learner is what `x_id` refers to.
  const referred = name.match(/^(cohort|submission|regrade)_id$/)?.[1];
  if (name === "id") return `${learner}'s ${table.replace(/s$/, "")}`;
  return referred === undefined ? `${name} of ${learner}` : `${learner}'s ${referred}`;
}

/** One row in every table, whatever its columns. */
async function fill(db: Database, learner: string): Promise<void> {
  for (const { name, columns } of await tablesOf(db)) {
    if (name.startsWith("kysely_")) continue;
    const row = Object.fromEntries(
      columns.map((column) => [column.name, valueFor(column, name, learner)]),
    );
    await db.insertInto(name as "learners").values(row as never).execute();
  }
}

Deno.test("LEARNER_TABLES has each table with rows of learners", () =>
  withDatabase(async (db) => {
    for (const table of (await tablesOf(db)).filter(isOfLearner)) {
      assert.ok(
        Object.hasOwn(LEARNER_TABLES, table.name),
        `The table ${table.name} has rows of learners: add it to LEARNER_TABLES in ` +
          "db/learner_record.ts, before the tables that it refers to, with the columns that a " +
          "learner may see in the export and what becomes of its rows when the learner goes",
      );
    }
  }));

Deno.test("readLearnerRecord() gives the learner's own rows, of every table that shows any", () =>
  withDatabase(async (db) => {
    await fill(db, "ada");
    await fill(db, "grace");

    const record = await readLearnerRecord(db, "ada");

    for (const [table, { shown }] of listTables().filter(([, { shown }]) => shown.length > 0)) {
      assert.equal(record[table].length, 1, table);
      assert.deepEqual(Object.keys(record[table][0]).sort(), [...shown].sort(), table);
    }
    const text = JSON.stringify(record);
    assert.doesNotMatch(text, /grace/);
    // What opens something, or is not for learners, is in columns of these names.
    assert.doesNotMatch(text, /hash of|public_key of|failing_check of|json of|author_id of/);
  }));

Deno.test("deleteLearner() leaves nothing that tells of the learner, and all that is others'", () =>
  withDatabase(async (db) => {
    await fill(db, "ada");
    await fill(db, "grace");

    await deleteLearner(db, "ada");

    for (const table of (await tablesOf(db)).filter(isOfLearner)) {
      const rows = JSON.stringify(
        await db.selectFrom(table.name as "learners").selectAll().execute(),
      );
      assert.match(rows, /grace/, table.name);
      // A place on a class's list stays, free for somebody else.
      if (table.name === "roster") assert.doesNotMatch(rows, /"learner_id":"ada"/);
      else assert.doesNotMatch(rows, /\bada\b/, table.name);
    }
    const learners = await db.selectFrom("learners").select("id").execute();
    assert.deepEqual(learners.map(({ id }) => id), ["grace"]);
    const [line] = await db.selectFrom("audit").where("action", "=", "account.delete").selectAll()
      .execute();
    assert.equal(line.subject, "ada");
  }));

Deno.test("deleteLearner() writes nothing down of somebody of whom nothing is stored", () =>
  withDatabase(async (db) => {
    await deleteLearner(db, "a stranger");

    assert.deepEqual(await db.selectFrom("audit").selectAll().execute(), []);
  }));

Deno.test("a submission that vanishes while it is graded takes no verdict, and harms nobody", () =>
  withDatabase(async (db) => {
    await fill(db, "ada");
    const claimed = await claim(db, { owner: "worker", nowMs: 0, untilMs: 1_000 });
    assert.equal(claimed?.id, "ada's submission");

    await deleteLearner(db, "ada");

    const { id } = claimed;
    assert.equal(await renew(db, id, { owner: "worker", untilMs: 2_000 }), false);
    await countDeath(db, id);
    await handBack(db, id, "worker");
    assert.equal(await finish(db, id, "worker", VERDICT as never), false);
    assert.deepEqual(await db.selectFrom("verdicts").selectAll().execute(), []);
    assert.equal(await claim(db, { owner: "worker", nowMs: 0, untilMs: 1_000 }), undefined);
  }));
