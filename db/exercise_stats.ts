import { STUCK_RUN } from "@/lib/matrix_view.ts";
import type { Database, StandingTable } from "./schema.ts";

/** How often a check failed on a day (in UTC). */
export interface DayFailures {
  readonly day: string;
  readonly check: string;
  readonly count: number;
}

export async function countFailuresByDay(
  db: Database,
  cohortId: string,
  slug: string,
): Promise<DayFailures[]> {
  const rows = await failuresOf(db, cohortId, slug)
    .select((each) => [
      each.fn<string>("substr", ["failures.created_at", each.lit(1), each.lit(10)]).as("day"),
      "check_name as check",
      each.fn.countAll().as("count"),
    ])
    .groupBy((each) => [
      each.fn<string>("substr", ["failures.created_at", each.lit(1), each.lit(10)]),
      "check_name",
    ])
    .execute();
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

/** Submissions that fail at a check in the same way. */
export interface FailureGroup {
  readonly check: string;
  readonly shape: string;
  readonly submissions: number;
  readonly learners: number;
  /** The newest of them. */
  readonly example: string;
}

/** The commonest ways to fail, by how many learners fail so. */
export async function listFailureGroups(
  db: Database,
  cohortId: string,
  slug: string,
  limit: number,
): Promise<FailureGroup[]> {
  const rows = await failuresOf(db, cohortId, slug)
    .where("shape", "<>", "")
    .groupBy(["check_name", "shape"])
    .select((each) => [
      "check_name as check",
      "shape",
      each.fn.countAll().as("submissions"),
      each.fn.count("failures.learner_id").distinct().as("learners"),
      each.fn.max("submission_id").as("example"),
    ])
    .orderBy("learners", "desc")
    .orderBy("submissions", "desc")
    .orderBy("check_name")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    submissions: Number(row.submissions),
    learners: Number(row.learners),
  }));
}

function failuresOf(db: Database, cohortId: string, slug: string) {
  return db.selectFrom("memberships")
    .innerJoin("failures", "failures.learner_id", "memberships.learner_id")
    .where("memberships.cohort_id", "=", cohortId)
    .where("failures.slug", "=", slug);
}

export type ExerciseStanding =
  & Pick<StandingTable, "learner_id" | "state" | "attempts" | "attempts_to_pass">
  & Pick<StandingTable, "first_at" | "last_at" | "passed_at" | "failing_check" | "failing_run">;

/** How far each member is who has begun the exercise. */
export async function listExerciseStandings(
  db: Database,
  cohortId: string,
  slug: string,
): Promise<ExerciseStanding[]> {
  return await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .where("slug", "=", slug)
    .select(["learner_id", "state", "attempts", "attempts_to_pass", "first_at", "last_at"])
    .select(["passed_at", "failing_check", "failing_run"])
    .execute();
}

/** Somebody who is stuck, and where. */
export interface Stuck {
  readonly id: string;
  readonly name: string;
  readonly check: string;
  readonly run: number;
  readonly lastAt: string;
}

/** Who is stuck, those first who have failed most often in a row. */
export async function listStuck(
  db: Database,
  cohortId: string,
  slug: string,
  limit: number,
): Promise<Stuck[]> {
  return await db.selectFrom("standings")
    .innerJoin("learners", "learners.id", "standings.learner_id")
    .where("cohort_id", "=", cohortId)
    .where("slug", "=", slug)
    .where("state", "<>", "passed")
    .where("failing_run", ">=", STUCK_RUN)
    .where("failing_check", "is not", null)
    .orderBy("failing_run", "desc")
    .orderBy("learners.name")
    .limit(limit)
    .select(["learners.id", "learners.name", "failing_run as run", "last_at as lastAt"])
    .select((each) => each.ref("failing_check").$notNull().as("check"))
    .execute();
}
