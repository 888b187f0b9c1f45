import type { Kysely } from "kysely";

/** Who carries out what was decided of a trial, and what is not carried out yet. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("regrades").addColumn("lease_owner", "text").execute();
  await db.schema.alterTable("regrades").addColumn("lease_until_ms", "bigint").execute();
  await db.schema.createIndex("regrade_jobs_undecided").on("regrade_jobs")
    .columns(["regrade_id", "change", "id"]).where("decision" as never, "is", null).execute();
}
