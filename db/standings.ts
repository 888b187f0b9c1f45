import type { Database, StandingTable } from "./schema.ts";
import { type GradedAttempt, summariseAttempts } from "./summarise_attempts.ts";

/** Whose standings are to be brought up to date; what is left out stands for all. */
export interface StandingScope {
  readonly cohortId?: string;
  readonly learnerId?: string;
  readonly slug?: string;
}

/**
 * Brings standings up to date with submissions, verdicts, due times and grades by hand. Call it in
 * the transaction that changes one of these: then no page ever shows one without the other. At least
 * the cohort or the learner must be named.
 */
export async function refreshStandings(db: Database, scope: StandingScope): Promise<void> {
  for (const terms of await listTerms(db, scope)) {
    const ofCohort = { ...scope, cohortId: terms.cohort_id };
    const slugs = scope.slug === undefined ? await listSlugs(db, ofCohort) : [scope.slug];
    for (const slug of slugs) await refreshExercise(db, { ...ofCohort, slug }, terms);
  }
}

type Terms = Awaited<ReturnType<typeof listTerms>>[number];

async function listTerms(db: Database, { cohortId, learnerId }: StandingScope) {
  if (cohortId === undefined && learnerId === undefined) {
    throw new RangeError("Cannot refresh all standings at once: name a cohort or a learner");
  }
  return await db.selectFrom("cohorts")
    .$if(cohortId !== undefined, (query) => query.where("cohorts.id", "=", cohortId!))
    .$if(
      learnerId !== undefined,
      (query) =>
        query.where("cohorts.id", "in", (each) =>
          each.selectFrom("memberships")
            .where("learner_id", "=", learnerId!)
            .select("cohort_id")),
    )
    .select(["cohorts.id as cohort_id", "late_rule", "late_percent"])
    .execute();
}

/** What members of the cohort have worked on, whether the cohort does it or not. */
async function listSlugs(db: Database, { cohortId, learnerId }: StandingScope): Promise<string[]> {
  const members = db.selectFrom("memberships")
    .where("memberships.cohort_id", "=", cohortId!)
    .$if(
      learnerId !== undefined,
      (query) => query.where("memberships.learner_id", "=", learnerId!),
    );
  const [submitted, graded] = await Promise.all([
    members.innerJoin("submissions", "submissions.learner_id", "memberships.learner_id")
      .select("submissions.slug").distinct().execute(),
    members.innerJoin(
      "overrides",
      (join) =>
        join.onRef("overrides.cohort_id", "=", "memberships.cohort_id")
          .onRef("overrides.learner_id", "=", "memberships.learner_id"),
    )
      .select("overrides.slug").distinct().execute(),
  ]);
  return [...new Set([...submitted, ...graded].map(({ slug }) => slug))].sort();
}

type ExerciseScope = StandingScope & { readonly cohortId: string; readonly slug: string };

async function refreshExercise(db: Database, scope: ExerciseScope, terms: Terms): Promise<void> {
  const { cohortId, learnerId, slug } = scope;
  const due = await db.selectFrom("cohort_exercises")
    .where("cohort_id", "=", cohortId)
    .where("slug", "=", slug)
    .select("due_at")
    .executeTakeFirst();
  const late = {
    dueAt: due?.due_at ?? null,
    rule: terms.late_rule,
    percent: terms.late_percent,
  };
  const [attempts, grades] = await Promise.all([listAttempts(db, scope), listGrades(db, scope)]);
  const updatedAt = new Date().toISOString();
  const rows = [...new Set([...attempts.keys(), ...grades.keys()])].map((id): StandingTable => ({
    cohort_id: cohortId,
    learner_id: id,
    slug,
    ...summariseAttempts(attempts.get(id) ?? [], late, grades.get(id)),
    updated_at: updatedAt,
  }));
  await db.deleteFrom("standings")
    .where("cohort_id", "=", cohortId)
    .where("slug", "=", slug)
    .$if(learnerId !== undefined, (query) => query.where("learner_id", "=", learnerId!))
    .execute();
  await insertAll(db, rows);
}

async function listAttempts(
  db: Database,
  { cohortId, learnerId, slug }: ExerciseScope,
): Promise<Map<string, GradedAttempt[]>> {
  const rows = await db.selectFrom("memberships")
    .innerJoin("submissions", "submissions.learner_id", "memberships.learner_id")
    .leftJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .leftJoin(
      "failures",
      (join) =>
        join.onRef("failures.submission_id", "=", "submissions.id").on("failures.place", "=", 0),
    )
    .where("memberships.cohort_id", "=", cohortId)
    .where("submissions.slug", "=", slug)
    .$if(learnerId !== undefined, (query) => query.where("memberships.learner_id", "=", learnerId!))
    .orderBy("submissions.learner_id")
    .orderBy("submissions.id")
    .select([
      "submissions.learner_id as learnerId",
      "submissions.created_at as createdAt",
      "verdicts.verdict",
      "verdicts.score",
      "failures.check_name as failedCheck",
    ])
    .execute();
  const found = new Map<string, GradedAttempt[]>();
  for (const { learnerId, ...attempt } of rows) {
    const known = found.get(learnerId);
    if (known) known.push(attempt as GradedAttempt);
    else found.set(learnerId, [attempt as GradedAttempt]);
  }
  return found;
}

async function listGrades(db: Database, { cohortId, learnerId, slug }: ExerciseScope) {
  const rows = await db.selectFrom("overrides")
    .where("cohort_id", "=", cohortId)
    .where("slug", "=", slug)
    .where("withdrawn_at", "is", null)
    .$if(learnerId !== undefined, (query) => query.where("learner_id", "=", learnerId!))
    // Of several the newest holds.
    .orderBy("id")
    .select(["id", "learner_id as learnerId", "state", "score", "created_at as createdAt"])
    .execute();
  return new Map(rows.map(({ learnerId, ...grade }) => [learnerId, grade]));
}

/** Databases bound the number of parameters in a statement: sixteen go with each row. */
const BATCH = 500;

async function insertAll(db: Database, rows: readonly StandingTable[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await db.insertInto("standings").values(rows.slice(start, start + BATCH)).execute();
  }
}
