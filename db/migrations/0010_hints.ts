import type { Kysely } from "kysely";

/** Which hints of an exercise a learner has asked for, and when. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("hints")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("shown_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("hints_of_learner").on("hints")
    .columns(["learner_id", "slug", "number"]).execute();
}
