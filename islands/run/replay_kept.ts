import { confirmFailure } from "@/engine/confirm_failure.ts";
import { type Guest, RanOut } from "@/engine/guest.ts";
import { NO_EXCEPTION } from "@/engine/run_suite.ts";
import type { Plan, Suite } from "@/engine/suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import { KEPT_PREFIX, type KeptCase } from "./protocol.ts";

/**
 * Plays a kept schedule again. Where the plan that found it is public, its own check judges the run.
 * Where it is hidden, the schedule is played in the first public scenario that has its nodes, and all
 * checks of that scenario judge it: that it holds there says less, and the result says so.
 */
export function replayKept(
  suite: Suite,
  guest: Guest,
  { kept, number }: { readonly kept: KeptCase; readonly number: number },
): CheckResult {
  const blank: CheckResult = {
    name: `${KEPT_PREFIX}${number}`,
    promise: kept.promise,
    verdict: "not run",
    message: "",
    counterexample: null,
    coverage: "",
  };
  const found = findStage(suite, kept);
  if (found === undefined) {
    const message = `Not tried: no public scenario has the nodes ${kept.nodes.join(", ")}.`;
    return { ...blank, message };
  }
  const { plan, checks, isOwn } = found;
  const coverage = isOwn
    ? "One schedule that you keep, played again."
    : `One schedule that you keep, played again in the public plan ${plan.name}: the check that ` +
      "found it is hidden, so that it holds here says less.";
  try {
    for (const check of checks) {
      const claim = { ...kept, check, plan: plan.name };
      const result = confirmFailure(suite, guest, { seed: kept.seed, claim });
      if (result.verdict !== "failed") continue;
      const { verdict, message, counterexample } = result;
      return { ...blank, verdict, message, counterexample, coverage };
    }
    return { ...blank, verdict: "passed", coverage };
  } catch (error) {
    if (!(error instanceof RanOut)) throw error;
    return { ...blank, verdict: "ran out", message: error.message, coverage };
  }
}

interface Stage {
  readonly plan: Plan;
  readonly checks: readonly string[];
  readonly isOwn: boolean;
}

function findStage(suite: Suite, kept: KeptCase): Stage | undefined {
  const plans = suite.checks.flatMap((check) => check.plans);
  const own = plans.find(({ name }) => name === kept.plan);
  const hasCheck = kept.check === NO_EXCEPTION.name ||
    suite.checks.some(({ name, plans }) => name === kept.check && plans.includes(own!));
  if (own !== undefined && hasCheck) return { plan: own, checks: [kept.check], isOwn: true };
  const plan = plans.find(({ scenario }) => kept.nodes.every((id) => scenario.nodes.includes(id)));
  if (plan === undefined) return undefined;
  const judges = suite.checks.filter((check) => check.plans.includes(plan));
  return { plan, checks: [NO_EXCEPTION.name, ...judges.map(({ name }) => name)], isOwn: false };
}
