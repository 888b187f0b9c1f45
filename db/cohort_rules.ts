import type { Database, HiddenNames, SolutionsOpen } from "./schema.ts";

/** What a cohort that the learner is in says of an exercise that it does. */
export interface CohortRule {
  readonly cohortId: string;
  readonly cohortName: string;
  readonly timeZone: string;
  readonly opensAt: string | null;
  readonly dueAt: string | null;
  readonly lateRule: "mark" | "percent" | "refuse";
  readonly latePercent: number;
  readonly hiddenNames: HiddenNames;
  readonly solutionsOpen: SolutionsOpen;
}

/** What a learner's late work counts in each cohort that has it count: of 100. */
export async function listLateScores(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom("memberships")
    .innerJoin(
      "standings",
      (join) =>
        join.onRef("standings.cohort_id", "=", "memberships.cohort_id")
          .onRef("standings.learner_id", "=", "memberships.learner_id"),
    )
    .where("memberships.learner_id", "=", learnerId)
    .where("standings.slug", "=", slug)
    .where("standings.is_late", "=", 1)
    .select(["standings.cohort_id", "standings.score"])
    .execute();
  return new Map(rows.map(({ cohort_id, score }) => [cohort_id, score]));
}

/** The rules under which a learner does an exercise: of each cohort that is not archived. */
export async function listCohortRules(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<CohortRule[]> {
  return await db.selectFrom("memberships")
    .innerJoin("cohorts", "cohorts.id", "memberships.cohort_id")
    .innerJoin("cohort_exercises", "cohort_exercises.cohort_id", "cohorts.id")
    .where("memberships.learner_id", "=", learnerId)
    .where("cohort_exercises.slug", "=", slug)
    .where("cohorts.archived_at", "is", null)
    .orderBy("cohorts.id")
    .select([
      "cohorts.id as cohortId",
      "cohorts.name as cohortName",
      "time_zone as timeZone",
      "opens_at as opensAt",
      "due_at as dueAt",
      "late_rule as lateRule",
      "late_percent as latePercent",
      "hidden_names as hiddenNames",
      "solutions_open as solutionsOpen",
    ])
    .execute();
}

/** When solutions of an exercise open, in each cohort that does it and is not archived. */
export async function listSolutionRules(
  db: Database,
  slug: string,
): Promise<Pick<CohortRule, "solutionsOpen" | "dueAt">[]> {
  return await db.selectFrom("cohort_exercises")
    .innerJoin("cohorts", "cohorts.id", "cohort_exercises.cohort_id")
    .where("cohort_exercises.slug", "=", slug)
    .where("cohorts.archived_at", "is", null)
    .orderBy("cohorts.id")
    .select(["due_at as dueAt", "solutions_open as solutionsOpen"])
    .execute();
}
