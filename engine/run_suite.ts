import { causalSlice } from "./causal_slice.ts";
import { doomedFrom } from "./doomed_from.ts";
import { type Guest, RanOut } from "./guest.ts";
import { portfolio } from "./portfolio.ts";
import { shrink } from "./shrink.ts";
import type { Check, FailingRun, Plan, Suite, Survey, Trial } from "./suite.ts";
import {
  type CheckResult,
  type Counterexample,
  type Outcome,
  type Stats,
  TRACE_VERSION,
} from "./types.ts";

/** The check that every suite has: it fails when the program throws. */
export const NO_EXCEPTION = {
  name: "no-exception",
  promise: "The program handles whatever happens without throwing an exception.",
} as const;

/**
 * That something never came about shows in a long and dull run: of what follows the culprit, a
 * trace holds no more than fits into so many events.
 */
export const EVENTS_SHOWN_MAX = 30;

export interface SuiteOptions {
  readonly seed: number;
  /** Only these checks; all of them unless told. */
  readonly only?: readonly string[];
  /** Called with each check's result as soon as it is known. */
  readonly onCheck?: (result: CheckResult) => void;
}

export interface SuiteResult {
  readonly verdict: Outcome;
  /** From 0 to 100: the weights of the checks that passed, of all weights. */
  readonly score: number;
  /** In the suite's order. */
  readonly checks: readonly CheckResult[];
  readonly stats: Stats;
}

/**
 * Runs all checks of a suite: plan by plan in the order of their cost, each plan's runs watched by
 * every check that still holds. A failed check gets a shrunk counterexample; the
 * others go on.
 *
 * @throws GuestError when the program cannot be loaded.
 */
export function runSuite(suite: Suite, guest: Guest, options: SuiteOptions): SuiteResult {
  return new SuiteRun(suite, guest, options).run();
}

class SuiteRun {
  readonly #suite: Suite;
  readonly #options: SuiteOptions;
  readonly #trial: Trial;
  readonly #checks: readonly Check[];
  /** All plans, in the order in which they run. */
  readonly #plans: readonly Plan[];
  readonly #results = new Map<string, CheckResult>();
  readonly #coverage = new Map<string, string[]>();

  constructor(suite: Suite, guest: Guest, options: SuiteOptions) {
    this.#suite = suite;
    this.#options = options;
    const { seed, only } = options;
    const stats = { schedules: 0, events: 0, states: 0 };
    this.#trial = { guest, seed, slug: suite.slug, stats };
    this.#checks = suite.checks.filter((check) => only?.includes(check.name) ?? true);
    this.#plans = portfolio(this.#checks.flatMap((check) => check.plans));
  }

  run(): SuiteResult {
    // A program that cannot be loaded has no verdict, so this comes before any check.
    this.#trial.guest.instantiate();
    for (const plan of this.#plans) {
      if (!this.#runPlan(plan)) break;
    }
    this.#finish();
    const names = [NO_EXCEPTION.name, ...this.#checks.map((check) => check.name)];
    const checks = names.map((name) => this.#results.get(name)!);
    const stats = this.#trial.stats;
    return { verdict: worst(checks), score: this.#score(), checks, stats };
  }

  /** Says whether the suite can go on. */
  #runPlan(plan: Plan): boolean {
    const checks = this.#checks.filter((check) =>
      !this.#results.has(check.name) && check.plans.includes(plan)
    );
    if (checks.length === 0) return true;
    try {
      const survey = plan.survey(this.#trial, checks.map((check) => check.monitor));
      this.#judge(plan, checks, survey);
      return survey.exception === undefined;
    } catch (error) {
      if (!(error instanceof RanOut)) throw error;
      for (const check of checks) this.#report(ranOut(check, error));
      return false;
    }
  }

  #judge(plan: Plan, checks: readonly Check[], survey: Survey): void {
    checks.forEach((check, index) => {
      this.#coverage.set(check.name, [...this.#coverageOf(check), survey.coverage]);
      const run = survey.found[index];
      if (run !== undefined) this.#report(this.#explain(plan, check, run));
      else if (survey.exception === undefined && this.#lastOf(check) === plan) {
        this.#pass(check);
      }
    });
    if (survey.exception !== undefined) {
      this.#report(this.#explain(plan, NO_EXCEPTION, survey.exception));
    }
  }

  /** The plan after which nothing more speaks against the check. */
  #lastOf(check: Check): Plan | undefined {
    return this.#plans.findLast((plan) => check.plans.includes(plan));
  }

  /** Shrinks a failing run and puts it into words. */
  #explain(
    plan: Plan,
    check: Pick<Check, "name" | "promise"> & { monitor?: Check["monitor"] },
    run: FailingRun,
  ): CheckResult {
    const { scenario } = plan;
    const shrunk = shrink({ ...run, trial: this.#trial, scenario, monitor: check.monitor });
    // The engine ran the same schedule twice and saw different things: that is a fault of ours.
    if (shrunk === undefined) {
      throw new Error(`Cannot reproduce ${check.name} in plan ${plan.name}`);
    }
    const { schedule, violation, world } = shrunk;
    const culprit = violation.steps.at(-1) ?? shrunk.events.length;
    const events = shrunk.events.slice(0, Math.max(culprit, EVENTS_SHOWN_MAX));
    const nodes = world.nodes.filter((node) =>
      events.some((event) => event.node === node || event.from === node)
    );
    const { monitor } = check;
    const doomed = monitor &&
      doomedFrom({ ...shrunk, trial: this.#trial, scenario, seed: run.seed, monitor });
    const counterexample: Counterexample = {
      check: check.name,
      plan: plan.name,
      seed: run.seed,
      schedule,
      program: this.#trial.guest.source,
      trace: { version: TRACE_VERSION, slug: this.#suite.slug, seed: run.seed, nodes, events },
      culprit,
      slice: causalSlice(events, violation.steps),
      ...(doomed === undefined ? {} : { doomedFrom: doomed }),
    };
    return {
      name: check.name,
      promise: check.promise,
      verdict: "failed",
      message: `${violation.message} ${check.promise}`,
      counterexample,
      coverage: this.#coverageOf(check).join("; "),
    };
  }

  #pass(check: Check): void {
    const coverage = this.#coverageOf(check).join("; ");
    this.#report({ ...blank(check), verdict: "passed", coverage });
  }

  /** Gives a result to the checks that no plan decided. */
  #finish(): void {
    const stopped = [...this.#results.values()].find((result) =>
      result.name === NO_EXCEPTION.name || result.verdict === "ran out"
    );
    if (!this.#results.has(NO_EXCEPTION.name)) {
      const verdict = stopped === undefined ? "passed" : "not run";
      this.#report({ ...blank(NO_EXCEPTION), verdict });
    }
    for (const check of this.#checks) {
      if (this.#results.has(check.name)) continue;
      const message = stopped?.name === NO_EXCEPTION.name
        ? "Not judged: the program threw an exception before the check was done."
        : "Not judged: the program ran out before the check was done.";
      this.#report({ ...blank(check), verdict: "not run", message });
    }
  }

  #score(): number {
    let passed = 0;
    let all = 0;
    for (const { name, weight = 1 } of this.#checks) {
      all += weight;
      if (this.#results.get(name)?.verdict === "passed") passed += weight;
    }
    // Rounded down, so that 100 means that nothing is missing.
    return all === 0 ? 0 : Math.floor((100 * passed) / all);
  }

  #coverageOf(check: Pick<Check, "name">): readonly string[] {
    return this.#coverage.get(check.name) ?? [];
  }

  #report(result: CheckResult): void {
    this.#results.set(result.name, result);
    this.#options.onCheck?.(result);
  }
}

function blank(check: Pick<Check, "name" | "promise">): Omit<CheckResult, "verdict"> {
  return {
    name: check.name,
    promise: check.promise,
    message: "",
    counterexample: null,
    coverage: "",
  };
}

function ranOut(check: Check, error: RanOut): CheckResult {
  return { ...blank(check), verdict: "ran out", message: error.message };
}

/** Failing outweighs running out, which outweighs passing. */
function worst(checks: readonly CheckResult[]): Outcome {
  if (checks.some((check) => check.verdict === "failed")) return "failed";
  return checks.some((check) => check.verdict === "ran out") ? "ran out" : "passed";
}
