import type { Database, OverrideTable } from "./schema.ts";
import { type GradedAttempt, summariseAttempts } from "./summarise_attempts.ts";

/** How far a learner is with an exercise. */
export interface ExerciseProgress {
  readonly state: "not begun" | "draft" | "waiting" | "failed" | "passed";
  readonly attempts: number;
  /** Of 100; null before anything was graded. */
  readonly best: number | null;
  /** From the first draft or attempt to the one that passed; null before one did. */
  readonly toPassMs: number | null;
}

type Attempt = GradedAttempt & { readonly slug: string };
type Draft = { readonly slug: string; readonly begun_at: string | null };
type Grade = Pick<OverrideTable, "id" | "slug" | "state" | "score" | "created_at">;

/** How far a learner is, by exercise; one without a draft, attempt or grade is left out. */
export async function listExerciseProgress(
  db: Database,
  learnerId: string,
): Promise<Map<string, ExerciseProgress>> {
  const attempts = await db.selectFrom("submissions")
    .leftJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.learner_id", "=", learnerId)
    .orderBy("submissions.id")
    .select(["submissions.slug", "submissions.created_at as createdAt"])
    .select(["verdicts.verdict", "verdicts.score"])
    .execute();
  const drafts = await db.selectFrom("drafts").where("learner_id", "=", learnerId)
    .select(["slug", "begun_at"]).execute();
  const grades = await db.selectFrom("overrides").where("learner_id", "=", learnerId)
    .where("withdrawn_at", "is", null)
    .orderBy("id")
    .select(["id", "slug", "state", "score", "created_at"]).execute();
  const found = { attempts: attempts as unknown as Attempt[], drafts, grades };
  const slugs = new Set([...attempts, ...drafts, ...grades].map(({ slug }) => slug));
  return new Map([...slugs].map((slug) => [slug, summariseProgress(slug, found)]));
}

/** One exercise's progress. Attempts and grades come oldest first. */
export function summariseProgress(slug: string, found: {
  readonly attempts: readonly Attempt[];
  readonly drafts: readonly Draft[];
  readonly grades: readonly Grade[];
}): ExerciseProgress {
  const attempts = found.attempts.filter((each) => each.slug === slug);
  const draft = found.drafts.find((each) => each.slug === slug);
  const grade = found.grades.findLast((each) => each.slug === slug);
  if (attempts.length === 0 && grade === undefined) {
    return { state: "draft", attempts: 0, best: null, toPassMs: null };
  }
  const byHand = grade && { ...grade, createdAt: grade.created_at };
  const summary = summariseAttempts(attempts, NOTHING_IS_LATE, byHand);
  const { state, score, first_at, passed_at } = summary;
  const begunAt = [draft?.begun_at ?? first_at, first_at].sort()[0];
  return {
    state: state === "passed" ? "passed" : state === "queued" ? "waiting" : "failed",
    attempts: attempts.length,
    best: state === "queued" ? null : score,
    toPassMs: passed_at === null ? null : Date.parse(passed_at) - Date.parse(begunAt),
  };
}

/** What lateness costs is a class's affair. */
const NOTHING_IS_LATE = { dueAt: null, rule: "mark", percent: 0 } as const;
