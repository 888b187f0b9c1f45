import type { Kysely } from "kysely";

/** Cohorts: who is in them, what they do until when, and how far each learner is. */
export async function up(db: Kysely<never>): Promise<void> {
  await createCohorts(db);
  await createMembers(db);
  await createStandings(db);
  await createFailures(db);
  await createRemarks(db);
  await findFailures(db as unknown as Kysely<Old>);
}

async function createCohorts(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("cohorts")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("join_code", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("archived_at", "text")
    .addColumn("late_rule", "text", (column) => column.notNull())
    .addColumn("late_percent", "integer", (column) => column.notNull())
    .addColumn("hidden_names", "text", (column) => column.notNull())
    .addColumn("solutions_open", "text", (column) => column.notNull())
    .execute();
  await db.schema.createTable("cohort_exercises")
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("opens_at", "text")
    .addColumn("due_at", "text")
    .addPrimaryKeyConstraint("cohort_exercises_key", ["cohort_id", "slug"])
    .execute();
}

async function createMembers(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("memberships")
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("joined_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("memberships_key", ["cohort_id", "learner_id"])
    .execute();
  await db.schema.createIndex("memberships_of_learner").on("memberships")
    .columns(["learner_id", "cohort_id"]).execute();
  await db.schema.createTable("roster")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("email", "text")
    .addColumn("learner_id", "text", (column) => column.references("learners.id"))
    .addColumn("added_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("roster_of_cohort").on("roster")
    .columns(["cohort_id", "id"]).execute();
}

async function createStandings(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("standings")
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("score", "integer", (column) => column.notNull())
    .addColumn("is_late", "integer", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("first_at", "text", (column) => column.notNull())
    .addColumn("last_at", "text", (column) => column.notNull())
    .addColumn("passed_at", "text")
    .addColumn("attempts_to_pass", "integer")
    .addColumn("failing_check", "text")
    .addColumn("failing_run", "integer", (column) => column.notNull())
    .addColumn("override_id", "text")
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("standings_key", ["cohort_id", "learner_id", "slug"])
    .execute();
  await db.schema.createIndex("standings_of_exercise").on("standings")
    .columns(["cohort_id", "slug"]).execute();
  await db.schema.createIndex("standings_updated").on("standings")
    .columns(["cohort_id", "updated_at"]).execute();
  await db.schema.createTable("overrides")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("cohort_id", "text", (column) => column.notNull().references("cohorts.id"))
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("score", "integer", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("author_id", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("withdrawn_at", "text")
    .execute();
  await db.schema.createIndex("overrides_of_learner").on("overrides")
    .columns(["learner_id", "slug", "cohort_id"]).execute();
}

async function createFailures(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("failures")
    .addColumn("submission_id", "text", (column) => column.notNull().references("submissions.id"))
    .addColumn("check_name", "text", (column) => column.notNull())
    .addColumn("place", "integer", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("learner_id", "text", (column) => column.notNull().references("learners.id"))
    .addColumn("shape", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("failures_key", ["submission_id", "check_name"])
    .execute();
  // All that the statistics of an exercise ask for is in the index: they read no row.
  await db.schema.createIndex("failures_of_exercise").on("failures")
    .columns(["slug", "learner_id", "created_at", "check_name", "shape", "submission_id"])
    .execute();
}

async function createRemarks(db: Kysely<never>): Promise<void> {
  await db.schema.createTable("remarks")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("submission_id", "text", (column) => column.notNull().references("submissions.id"))
    .addColumn("line", "integer", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("author_id", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("remarks_of_submission").on("remarks")
    .columns(["submission_id", "line", "id"]).execute();
}

/** What this migration reads of the tables before it, and writes. */
interface Old {
  submissions: { id: string; slug: string; learner_id: string; created_at: string };
  verdicts: { submission_id: string; verdict: string; json: string };
  failures: {
    submission_id: string;
    check_name: string;
    place: number;
    slug: string;
    learner_id: string;
    shape: string;
    created_at: string;
  };
}

const PAGE = 200;

/** Verdicts from before are read once: their failures count, though nobody took their shapes. */
async function findFailures(db: Kysely<Old>): Promise<void> {
  for (let after = "";;) {
    const rows = await db.selectFrom("verdicts")
      .innerJoin("submissions", "submissions.id", "verdicts.submission_id")
      .where("verdicts.submission_id", ">", after)
      .orderBy("verdicts.submission_id")
      .limit(PAGE)
      .select(["id", "slug", "learner_id", "submissions.created_at", "json"])
      .execute();
    if (rows.length === 0) return;
    after = rows.at(-1)!.id;
    const failures = rows.flatMap(({ id, slug, learner_id, created_at, json }) => {
      const { checks } = JSON.parse(json) as { checks?: { name: string; verdict: string }[] };
      return (checks ?? []).filter(({ verdict }) => verdict === "failed")
        .map(({ name }, place) => ({
          ...{ submission_id: id, check_name: name, place, slug, learner_id, created_at },
          shape: "",
        }));
    });
    if (failures.length > 0) await db.insertInto("failures").values(failures).execute();
  }
}
