import type { Kysely } from "kysely";

/** What was done to grades, roles and cohorts: lines are added, never changed. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("audit")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("created_at", "text", (column) => column.notNull())
    // No foreign keys: the log outlives the people and cohorts of which it tells.
    .addColumn("actor_id", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("audit_of_actor").on("audit").columns(["actor_id", "id"]).execute();
  await db.schema.createIndex("audit_of_action").on("audit").columns(["action", "id"]).execute();
  await db.schema.createIndex("audit_of_subject").on("audit").columns(["subject", "id"]).execute();
}
