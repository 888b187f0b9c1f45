import type { Kysely } from "kysely";

/** What learners have written and not submitted: one draft for each exercise. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("drafts")
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("drafts_key", ["learner_id", "slug"])
    .execute();
}
