import type { Kysely } from "kysely";

/** Counterexamples that learners share under a short address. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("shares")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("promise", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("shares_of_learner").on("shares")
    .columns(["learner_id", "hash"]).execute();
}
