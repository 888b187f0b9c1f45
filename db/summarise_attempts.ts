import type { LateRule, StandingState, StandingTable } from "./schema.ts";

/** What counts of a submission. */
export interface GradedAttempt {
  readonly createdAt: string;
  /** Null before it is graded. */
  readonly verdict: StandingState | null;
  readonly score: number | null;
  /** The first check that it failed. */
  readonly failedCheck: string | null;
}

/** Until when, and what becomes of what comes later. */
export interface LateTerms {
  readonly dueAt: string | null;
  readonly rule: LateRule;
  readonly percent: number;
}

/** A grade set by hand. */
export interface HandGrade {
  readonly id: string;
  readonly state: "passed" | "failed";
  readonly score: number;
}

export type Summary = Omit<StandingTable, "cohort_id" | "learner_id" | "slug" | "updated_at">;

/**
 * One standing of all attempts, the oldest first; at least one, or a grade by hand. The best score
 * counts: trying again never lowers it.
 */
export function summariseAttempts(
  attempts: readonly GradedAttempt[],
  terms: LateTerms,
  grade?: HandGrade & { readonly createdAt: string },
): Summary {
  const graded = attempts.filter(({ verdict }) => verdict !== null);
  const passed = graded.find(({ verdict }) => verdict === "passed");
  const best = bestOf(graded, terms);
  const summary: Summary = {
    state: passed ? "passed" : graded.at(-1)?.verdict ?? "queued",
    score: best.score,
    is_late: best.isLate ? 1 : 0,
    attempts: attempts.length,
    first_at: attempts[0]?.createdAt ?? grade!.createdAt,
    last_at: attempts.at(-1)?.createdAt ?? grade!.createdAt,
    passed_at: passed?.createdAt ?? null,
    attempts_to_pass: passed ? attempts.indexOf(passed) + 1 : null,
    ...failingAt(passed ? [] : graded),
    override_id: null,
  };
  if (grade === undefined) return summary;
  return { ...summary, state: grade.state, score: grade.score, is_late: 0, override_id: grade.id };
}

/** Whoever reaches the same score in time and late has reached it in time. */
function bestOf(graded: readonly GradedAttempt[], terms: LateTerms) {
  let best = { score: 0, isLate: false };
  graded.forEach((attempt, index) => {
    const own = scoreAfterLateness(attempt, terms);
    if (index === 0 || own.score > best.score) best = own;
  });
  return best;
}

const DAY_MS = 24 * 3600 * 1000;

/** The score that an attempt counts with: each day begun after the due time may take some off. */
export function scoreAfterLateness(
  { createdAt, score }: Pick<GradedAttempt, "createdAt" | "score">,
  { dueAt, rule, percent }: LateTerms,
): { score: number; isLate: boolean } {
  const lateMs = dueAt === null ? 0 : Date.parse(createdAt) - Date.parse(dueAt);
  if (lateMs <= 0) return { score: score ?? 0, isLate: false };
  const days = Math.ceil(lateMs / DAY_MS);
  const left = { mark: 1, refuse: 0, percent: Math.max(0, 1 - (days * percent) / 100) }[rule];
  return { score: Math.round((score ?? 0) * left), isLate: true };
}

function failingAt(graded: readonly GradedAttempt[]) {
  const check = graded.at(-1)?.failedCheck ?? null;
  if (check === null) return { failing_check: null, failing_run: 0 };
  const before = graded.findLastIndex(({ failedCheck }) => failedCheck !== check);
  return { failing_check: check, failing_run: graded.length - 1 - before };
}
