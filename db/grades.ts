import { listMembers } from "./members.ts";
import type { Database, StandingState } from "./schema.ts";

/** What a member of a cohort has reached in an exercise. */
export interface Grade {
  readonly learnerId: string;
  readonly learnerName: string;
  readonly slug: string;
  /** "not begun" where nothing was submitted. */
  readonly state: StandingState | "not begun";
  /** From 0 to 100, after what lateness takes off, or as it was set by hand. */
  readonly score: number;
  readonly isLate: boolean;
  readonly attempts: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly passedAt: string | null;
  readonly dueAt: string | null;
  readonly isByHand: boolean;
  /** Why it was set by hand. */
  readonly reason: string | null;
}

/** How many members' grades are in memory at once, and hold up others who ask. */
const MEMBERS = 100;

/** A grade for every member and every exercise of a cohort, or for one of them. */
export async function listGrades(db: Database, cohortId: string, slug?: string): Promise<Grade[]> {
  const pages: Grade[][] = [];
  for await (const page of listGradePages(db, cohortId, slug)) pages.push(page);
  return pages.flat();
}

/** The same, some members after others. */
export async function* listGradePages(
  db: Database,
  cohortId: string,
  slug?: string,
): AsyncGenerator<Grade[]> {
  const ids = (await listMembers(db, cohortId)).map(({ id }) => id);
  for (let start = 0; start < ids.length; start += MEMBERS) {
    yield await readGrades(db, { cohortId, slug, learnerIds: ids.slice(start, start + MEMBERS) });
  }
}

async function readGrades(
  db: Database,
  { cohortId, slug, learnerIds }: {
    readonly cohortId: string;
    readonly slug?: string;
    readonly learnerIds: readonly string[];
  },
): Promise<Grade[]> {
  const rows = await db.selectFrom("memberships")
    .innerJoin("learners", "learners.id", "memberships.learner_id")
    .innerJoin("cohort_exercises", "cohort_exercises.cohort_id", "memberships.cohort_id")
    .leftJoin("standings", (join) =>
      join.onRef("standings.cohort_id", "=", "memberships.cohort_id")
        .onRef("standings.learner_id", "=", "memberships.learner_id")
        .onRef("standings.slug", "=", "cohort_exercises.slug"))
    .leftJoin("overrides", "overrides.id", "standings.override_id")
    .where("memberships.cohort_id", "=", cohortId)
    .where("memberships.learner_id", "in", learnerIds)
    .$if(slug !== undefined, (query) => query.where("cohort_exercises.slug", "=", slug!))
    .orderBy("learners.name")
    .orderBy("learners.id")
    .orderBy("cohort_exercises.slug")
    .select([
      "learners.id as learnerId",
      "learners.name as learnerName",
      "cohort_exercises.slug",
      "standings.state",
      "standings.score",
      "standings.is_late as late",
      "standings.attempts",
      "standings.first_at as firstAt",
      "standings.last_at as lastAt",
      "standings.passed_at as passedAt",
      "cohort_exercises.due_at as dueAt",
      "overrides.id as overrideId",
      "overrides.reason",
    ])
    .execute();
  return rows.map(({ state, score, late, attempts, overrideId, ...row }) => ({
    ...row,
    state: state ?? "not begun",
    score: score ?? 0,
    isLate: late === 1,
    attempts: attempts ?? 0,
    isByHand: overrideId !== null,
  }));
}
