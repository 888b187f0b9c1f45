import type { Guest } from "./guest.ts";
import { type Claim, findPlan } from "./find_plan.ts";
import { replayFailure } from "./replay_failure.ts";
import type { Suite } from "./suite.ts";
import { tellFailure } from "./tell_failure.ts";
import type { CheckResult } from "./types.ts";

export type { Claim };

/**
 * Plays a counterexample's schedule once more and says what came of it. Nothing that it was said to
 * show is taken over: trace, sentence, culprit and slice are those of this run.
 *
 * @returns a result that passed where the schedule does not fail, or no such check has such a plan.
 */
export function confirmFailure(
  suite: Suite,
  guest: Guest,
  { seed, claim }: { readonly seed: number; readonly claim: Claim },
): CheckResult {
  const found = findPlan(suite, claim);
  const { name, promise } = found?.check ?? { name: claim.check, promise: "" };
  const unconfirmed: CheckResult = {
    name,
    promise,
    verdict: "passed",
    message: "",
    counterexample: null,
    coverage: "",
  };
  if (found === undefined) return unconfirmed;
  const { check, plan } = found;
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial = { guest, seed, slug: suite.slug, stats };
  const run = replayFailure({
    trial,
    scenario: plan.scenario,
    seed: claim.seed,
    schedule: claim.schedule,
    monitor: check.monitor,
  });
  const { violation } = run;
  if (violation === undefined) return unconfirmed;
  return tellFailure({ trial, plan, check, seed: claim.seed, run: { ...run, violation } });
}
