import type { Kysely } from "kysely";

/** Learners, what they submitted, and what it was judged to be. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("learners")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createTable("submissions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("turn", "bigint", (column) => column.notNull())
    .addColumn("lease_owner", "text")
    .addColumn("lease_until_ms", "bigint")
    .addColumn("deaths", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createTable("verdicts")
    .addColumn(
      "submission_id",
      "text",
      (column) => column.primaryKey().references("submissions.id"),
    )
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("score", "integer", (column) => column.notNull())
    .addColumn("json", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  // Few are waiting at any time, whatever was ever submitted.
  await db.schema.createIndex("submissions_waiting").on("submissions")
    .columns(["turn", "id"]).where("state" as never, "<>", "done" as never).execute();
  await db.schema.createIndex("submissions_of_learner").on("submissions")
    .columns(["learner_id", "slug", "id"]).execute();
}
