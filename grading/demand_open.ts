import { type CohortRule, listCohortRules } from "@/db/cohort_rules.ts";
import type { Database } from "@/db/schema.ts";
import { formatIn } from "@/lib/zoned_time.ts";
import { Refusal } from "./refusal.ts";

/**
 * Lets a submission through unless every cohort in which the learner does the exercise keeps it out:
 * before it opens, and after it was due where nothing late is taken.
 *
 * @throws Refusal 403 that says when it opens, or that it is over.
 */
export async function demandOpen(
  db: Database,
  { learnerId, slug }: { readonly learnerId: string; readonly slug: string },
  nowMs: number = Date.now(),
): Promise<void> {
  const rules = await listCohortRules(db, learnerId, slug);
  const reasons = rules.map((rule) => whyClosed(rule, nowMs));
  const [reason] = reasons;
  if (reason === undefined || reasons.includes(undefined)) return;
  throw new Refusal(403, reason.code, reason.message);
}

function whyClosed(rule: CohortRule, nowMs: number) {
  const { opensAt, dueAt, lateRule, timeZone, cohortName } = rule;
  if (opensAt !== null && nowMs < Date.parse(opensAt)) {
    const when = formatIn(opensAt, timeZone);
    return { code: "not-open", message: `In ${cohortName} this exercise opens ${when}.` };
  }
  if (dueAt !== null && lateRule === "refuse" && nowMs > Date.parse(dueAt)) {
    const when = formatIn(dueAt, timeZone);
    return {
      code: "too-late",
      message: `In ${cohortName} this exercise was due ${when}, and nothing late is taken.`,
    };
  }
  return undefined;
}
