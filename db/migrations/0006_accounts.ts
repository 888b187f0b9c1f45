import type { Kysely } from "kysely";

/** Who has an account, what they may do, and the browsers in which they are signed in. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("learners")
    .addColumn("role", "text", (column) => column.notNull().defaultTo("learner"))
    .execute();
  await db.schema.alterTable("learners").addColumn("account_since", "text").execute();
  await db.schema.createTable("sessions")
    .addColumn("id_hash", "text", (column) => column.primaryKey())
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("means", "text", (column) => column.notNull())
    .addColumn("browser", "text", (column) => column.notNull())
    .addColumn("token_hash", "text")
    .execute();
  await db.schema.createIndex("sessions_of_learner").on("sessions").column("learner_id").execute();
  await db.schema.createIndex("sessions_by_end").on("sessions").column("expires_at").execute();
}
