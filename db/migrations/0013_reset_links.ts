import type { Kysely } from "kysely";

/** Links by which people who lost their way in come back: hashes alone, one for each at most. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("reset_links")
    .addColumn(
      "learner_id",
      "text",
      (column) => column.primaryKey().references("learners.id").onDelete("cascade"),
    )
    .addColumn("hash", "text", (column) => column.notNull().unique())
    .addColumn("author_id", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
}
