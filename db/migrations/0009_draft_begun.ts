import type { Kysely } from "kysely";

/** Since when a learner has worked on an exercise; null for drafts from before. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("drafts").addColumn("begun_at", "text").execute();
}
