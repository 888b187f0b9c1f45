import { type Kysely, sql } from "kysely";

/** Who is in charge of a cohort, trials for one cohort alone, and a tally of what gave verdicts. */
export async function up(db: Kysely<never>): Promise<void> {
  await createInstructors(db);
  await db.schema.alterTable("regrades").addColumn("cohort_id", "text").execute();
  await createGradings(db);
  // The verdicts themselves lay in the way of what only wanted to count them.
  await db.schema.dropIndex("verdicts_of_grader").execute();
}

async function createInstructors(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("cohort_instructors")
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("added_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("cohort_instructors_key", ["cohort_id", "learner_id"])
    .execute();
  await db.schema.createIndex("cohort_instructors_of_learner").on("cohort_instructors")
    .columns(["learner_id", "cohort_id"]).execute();
  // Whoever made a cohort is in charge of it: the audit log has known from the beginning.
  await sql`
    insert into cohort_instructors (cohort_id, learner_id, added_at)
    select cohorts.id, audit.actor_id, min(audit.created_at)
    from cohorts
    join audit on audit.subject = cohorts.id
    join learners on learners.id = audit.actor_id
    where audit.action in ('cohort.create', 'cohort.import')
    group by cohorts.id, audit.actor_id`.execute(db);
}

async function createGradings(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("gradings")
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("grader_hash", "text", (column) => column.notNull())
    .addColumn("engine_hash", "text", (column) => column.notNull())
    .addColumn("verdicts", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("gradings_key", ["learner_id", "slug", "grader_hash", "engine_hash"])
    .execute();
  await sql`
    insert into gradings (learner_id, slug, grader_hash, engine_hash, verdicts)
    select submissions.learner_id, submissions.slug, verdicts.grader_hash, verdicts.engine_hash,
      count(*)
    from submissions
    join verdicts on verdicts.submission_id = submissions.id
    group by submissions.learner_id, submissions.slug, verdicts.grader_hash,
      verdicts.engine_hash`.execute(db);
}
