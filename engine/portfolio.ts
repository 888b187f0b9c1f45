import type { Plan, PlanKind } from "./suite.ts";

/** What a run of each kind costs, the cheapest first. */
const BY_COST: readonly PlanKind[] = ["story", "walks", "pct", "search"];

/**
 * A portfolio of schedulers: every plan once, the cheap kinds before the dear ones, so that most
 * mistakes are found by a story or a few walks before a search looks at all there is. Plans of one
 * kind keep the order in which they were named; a plan that does not say its kind counts as walks.
 */
export function portfolio(plans: readonly Plan[]): Plan[] {
  const costOf = ({ kind = "walks" }: Plan) => BY_COST.indexOf(kind);
  // The sort is stable.
  return [...new Set(plans)].sort((one, other) => costOf(one) - costOf(other));
}
