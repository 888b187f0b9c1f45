import { listCohortRules } from "@/db/cohort_rules.ts";
import type { Database, HiddenNames } from "@/db/schema.ts";

const STRICTEST_FIRST: readonly HiddenNames[] = ["none", "failed", "all"];

/** Of which hidden checks of an exercise a learner sees the names: what the strictest cohort says. */
export async function hiddenNamesOf(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<HiddenNames> {
  const rules = await listCohortRules(db, learnerId, slug);
  return STRICTEST_FIRST.find((names) => rules.some(({ hiddenNames }) => hiddenNames === names)) ??
    "all";
}
