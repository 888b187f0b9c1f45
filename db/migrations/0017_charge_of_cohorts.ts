import { type Kysely, sql } from "kysely";

/**
 * Only who is in charge of a cohort changes it now. Until then every instructor changed every
 * cohort, so they are put in charge of those that there are: nobody is shut out in the middle of a
 * term. Each cohort's settings list them, and take out who should not be.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    insert into cohort_instructors (cohort_id, learner_id, added_at)
    select cohorts.id, learners.id, ${new Date().toISOString()}
    from cohorts
    cross join learners
    where learners.role = 'instructor' and not exists (
      select 1 from cohort_instructors as known
      where known.cohort_id = cohorts.id and known.learner_id = learners.id)`.execute(db);
}
