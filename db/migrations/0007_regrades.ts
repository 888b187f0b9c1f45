import type { Kysely } from "kysely";

/** The little of the tables that this migration fills in. */
interface Stored {
  verdicts: { submission_id: string; json: string; grader_hash: string; engine_hash: string };
}

/** By what each verdict was given, every verdict ever given, and trials of new graders. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const name of ["grader_hash", "engine_hash"]) {
    await db.schema.alterTable("verdicts")
      .addColumn(name, "text", (column) => column.notNull().defaultTo(""))
      .execute();
  }
  await fillHashes(db as unknown as Kysely<Stored>);
  await db.schema.createIndex("verdicts_of_grader").on("verdicts")
    .columns(["grader_hash", "engine_hash"]).execute();
  await createHistory(db);
  await createRegrades(db);
  await createJobs(db);
}

const BATCH = 200;

/** They have been in the verdict's JSON from the beginning. */
async function fillHashes(db: Kysely<Stored>): Promise<void> {
  for (let last = "";;) {
    const rows = await db.selectFrom("verdicts")
      .where("submission_id", ">", last)
      .orderBy("submission_id")
      .limit(BATCH)
      .select(["submission_id", "json"])
      .execute();
    if (rows.length === 0) return;
    for (const { submission_id, json } of rows) {
      const { hashes = {} } = JSON.parse(json) as { hashes?: { grader?: string; engine?: string } };
      await db.updateTable("verdicts")
        .set({ grader_hash: hashes.grader ?? "", engine_hash: hashes.engine ?? "" })
        .where("submission_id", "=", submission_id)
        .execute();
    }
    last = rows.at(-1)!.submission_id;
  }
}

async function createHistory(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("verdict_history")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn(
      "submission_id",
      "text",
      (column) => column.notNull().references("submissions.id").onDelete("cascade"),
    )
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("score", "integer", (column) => column.notNull())
    .addColumn("json", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("replaced_at", "text", (column) => column.notNull())
    .addColumn("regrade_id", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("verdict_history_of_submission").on("verdict_history")
    .columns(["submission_id", "id"]).execute();
}

async function createRegrades(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("regrades")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("grader_hash", "text", (column) => column.notNull())
    .addColumn("engine_hash", "text", (column) => column.notNull())
    .addColumn("policy", "text")
    .addColumn("reason", "text", (column) => column.notNull().defaultTo(""))
    .addColumn("applied_at", "text")
    .addColumn("applied_by", "text")
    .execute();
}

async function createJobs(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("regrade_jobs")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("regrade_id", "text", (column) => column.notNull().references("regrades.id"))
    .addColumn(
      "submission_id",
      "text",
      (column) => column.notNull().references("submissions.id").onDelete("cascade"),
    )
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("lease_owner", "text")
    .addColumn("lease_until_ms", "bigint")
    .addColumn("deaths", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("old_verdict", "text", (column) => column.notNull())
    .addColumn("old_score", "integer", (column) => column.notNull())
    .addColumn("verdict", "text")
    .addColumn("score", "integer")
    .addColumn("json", "text")
    .addColumn("graded_at", "text")
    .addColumn("change", "text")
    .addColumn("decision", "text")
    .execute();
  // Few wait at any time, whatever was ever tried.
  await db.schema.createIndex("regrade_jobs_waiting").on("regrade_jobs")
    .columns(["regrade_id", "id"]).where("state" as never, "<>", "done" as never).execute();
  await db.schema.createIndex("regrade_jobs_of_regrade").on("regrade_jobs")
    .columns(["regrade_id", "decision", "id"]).execute();
  await db.schema.createIndex("regrade_jobs_of_submission").on("regrade_jobs")
    .columns(["submission_id", "decision"]).execute();
}
