import type { Kysely } from "kysely";

/** What opens the site to a learner's own programs: hashes alone. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("tokens")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .addUniqueConstraint("tokens_of_learner", ["learner_id", "name"])
    .execute();
}
