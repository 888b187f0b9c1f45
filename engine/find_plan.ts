import { NO_EXCEPTION } from "./run_suite.ts";
import type { Plan, Suite } from "./suite.ts";
import type { Failed } from "./tell_failure.ts";
import type { Counterexample } from "./types.ts";

/** What a counterexample says of itself, without any of what it is said to show. */
export type Claim = Pick<Counterexample, "check" | "plan" | "seed" | "schedule">;

/** The check and the plan that a claim names, undefined where the suite has no such pair. */
export function findPlan(
  suite: Suite,
  claim: Pick<Claim, "check" | "plan">,
): { readonly check: Failed; readonly plan: Plan } | undefined {
  const own = suite.checks.filter(({ name }) => name === claim.check);
  const check: Failed | undefined = claim.check === NO_EXCEPTION.name ? NO_EXCEPTION : own[0];
  const plans = (check === NO_EXCEPTION ? suite.checks : own).flatMap((each) => each.plans);
  const plan = plans.find(({ name }) => name === claim.plan);
  return check === undefined || plan === undefined ? undefined : { check, plan };
}
