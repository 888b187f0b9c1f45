import { causalSlice } from "./causal_slice.ts";
import { doomedFrom } from "./doomed_from.ts";
import { eventsToShow } from "./replay_failure.ts";
import type { Replayed } from "./run_scenario.ts";
import type { Check, Plan, Trial } from "./suite.ts";
import { type CheckResult, type Counterexample, TRACE_VERSION, type Violation } from "./types.ts";

/** A check, or with no monitor the demand that nothing is thrown. */
export type Failed = Pick<Check, "name" | "promise"> & Partial<Pick<Check, "monitor" | "plans">>;

export interface FailureOptions {
  readonly trial: Trial;
  readonly plan: Plan;
  readonly check: Failed;
  readonly seed: number;
  /** The run that fails, with what is wrong with it. */
  readonly run: Replayed & { readonly violation: Violation };
}

/** Puts a failing run into words, and into a counterexample that can be played again. */
export function tellFailure(options: FailureOptions): CheckResult {
  const { trial, plan, check, seed, run } = options;
  const { schedule, violation, world } = run;
  const culprit = violation.steps.at(-1) ?? world.step;
  const events = run.events.slice(0, eventsToShow(violation, world));
  // Where nothing had happened yet, all nodes stand at their start.
  const nodes = world.nodes.filter((node) =>
    events.length === 0 || events.some((event) => event.node === node || event.from === node)
  );
  const { monitor, plans = [] } = check;
  const isInevitable = plans.find((each) => each.isInevitable !== undefined)?.isInevitable;
  const doomed = monitor &&
    doomedFrom({ ...run, trial, scenario: plan.scenario, seed, monitor, isInevitable });
  const counterexample: Counterexample = {
    check: check.name,
    plan: plan.name,
    seed,
    schedule,
    program: trial.guest.source,
    trace: { version: TRACE_VERSION, slug: trial.slug, seed, nodes, events },
    culprit,
    slice: causalSlice(events, violation.steps),
    ...(doomed === undefined ? {} : { doomedFrom: doomed.step }),
    ...(doomed?.isProved ? { isDoomProved: true } : {}),
  };
  return {
    name: check.name,
    promise: check.promise,
    verdict: "failed",
    message: `${violation.message} ${check.promise}`,
    counterexample,
    coverage: "",
  };
}
