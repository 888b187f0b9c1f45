import type { Kysely } from "kysely";

/** How those with an account prove that it is theirs, and drafts that were set aside meanwhile. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("passwords")
    .addColumn(
      "learner_id",
      "text",
      (column) => column.primaryKey().references("learners.id").onDelete("cascade"),
    )
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createTable("passkeys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("counter", "bigint", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .execute();
  await db.schema.createIndex("passkeys_of_learner").on("passkeys").column("learner_id").execute();
  await db.schema.createTable("identities")
    .addColumn("issuer", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("identities_key", ["issuer", "subject"])
    .execute();
  await db.schema.createIndex("identities_of_learner").on("identities").column("learner_id")
    .execute();
  await db.schema.createTable("set_aside")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn(
      "learner_id",
      "text",
      (column) => column.notNull().references("learners.id").onDelete("cascade"),
    )
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("set_aside_of_learner").on("set_aside").column("learner_id")
    .execute();
}
