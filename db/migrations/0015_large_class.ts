import type { Kysely } from "kysely";

/** What a large class is asked without its learner: an exercise's programs, a trial's changes. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.createIndex("submissions_of_exercise").on("submissions")
    .columns(["slug", "learner_id", "id"]).execute();
  await db.schema.createIndex("regrade_jobs_by_change").on("regrade_jobs")
    .columns(["regrade_id", "change", "id"]).execute();
}
