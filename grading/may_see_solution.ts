import { type CohortRule, listCohortRules, listSolutionRules } from "@/db/cohort_rules.ts";
import { hasPassed } from "@/db/submissions.ts";
import type { Database } from "@/db/schema.ts";

/** Whether an exercise's solution is open to a learner, and if not, why. */
export type SolutionAccess =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly reason: string };

/** Where no cohort does the exercise. */
const ALONE: Terms = { solutionsOpen: "passed", dueAt: null };

type Terms = Pick<CohortRule, "solutionsOpen" | "dueAt">;

/**
 * Whether a learner may see the reference solution of an exercise and its variants: when each cohort
 * in which they do it allows it. Who does it in none goes by all cohorts that do it, or a member
 * would only have to sign out; where there is none, by a pass.
 */
export async function maySeeSolution(
  db: Database,
  { learnerId, slug }: { readonly learnerId: string; readonly slug: string },
  nowMs: number = Date.now(),
): Promise<SolutionAccess> {
  const own = await listCohortRules(db, learnerId, slug);
  const rules: readonly Terms[] = own.length > 0 ? own : await listSolutionRules(db, slug);
  const didPass = await hasPassed(db, learnerId, slug);
  const reason = (rules.length > 0 ? rules : [ALONE]).map((each) => whyClosed(each, didPass, nowMs))
    .find((each) => each !== undefined);
  return reason === undefined ? { isOpen: true } : { isOpen: false, reason };
}

const NOT_PASSED = "It opens once you have passed the exercise.";
const NOT_DUE = "It opens when the exercise's due time is over.";
const NEVER = "The instructors do not open it.";

/** Without a due time there is none that could be over. */
function whyClosed({ solutionsOpen, dueAt }: Terms, didPass: boolean, nowMs: number) {
  if (solutionsOpen === "never") return NEVER;
  const isDue = dueAt !== null && Date.parse(dueAt) <= nowMs;
  if (solutionsOpen !== "due" && !didPass) return NOT_PASSED;
  if (solutionsOpen !== "passed" && !isDue) return NOT_DUE;
  return undefined;
}
