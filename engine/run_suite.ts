import { type Guest, RanOut } from "./guest.ts";
import { portfolio } from "./portfolio.ts";
import { shrink } from "./shrink.ts";
import type { Check, FailingRun, Plan, Sample, Suite, Survey, Trial } from "./suite.ts";
import { tellCoverage } from "./tell_coverage.ts";
import { type Failed, tellFailure } from "./tell_failure.ts";
import type { CheckResult, Outcome, Stats } from "./types.ts";

/** The check that every suite has: it fails when the program throws. */
export const NO_EXCEPTION = {
  name: "no-exception",
  promise: "The program handles whatever happens without throwing an exception.",
} as const;

/** After so many events a sample begins no other plan. */
const SAMPLE_EVENTS_MAX = 50_000;

/**
 * After so many events, not counting searches and the work of explaining, a program that has failed
 * a check begins no other plan. A suite needs far fewer: only timers or messages that breed come here.
 */
const FAILED_EVENTS_MAX = 500_000;

export interface SuiteOptions {
  readonly seed: number;
  /** Only these checks; all of them unless told. */
  readonly only?: readonly string[];
  /** Called with each check's result as soon as it is known. */
  readonly onCheck?: (result: CheckResult) => void;
  /** Only a few runs of each plan: to see whether an earlier result can be believed. */
  readonly sample?: Sample;
  /** Does the work of explaining a failure, for who has a clock and wants to know what it takes. */
  readonly timeShrinking?: <Result>(work: () => Result) => Result;
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
  /** Events of all plans so far but searches. */
  #eventsRun = 0;

  constructor(suite: Suite, guest: Guest, options: SuiteOptions) {
    this.#suite = suite;
    this.#options = options;
    const { seed, only, sample } = options;
    const stats = { schedules: 0, events: 0, states: 0 };
    this.#trial = { guest, seed, slug: suite.slug, stats, sample };
    this.#checks = suite.checks.filter((check) => only?.includes(check.name) ?? true);
    this.#plans = portfolio(this.#checks.flatMap((check) => check.plans));
  }

  run(): SuiteResult {
    // A program that cannot be loaded has no verdict, so this comes before any check.
    this.#trial.guest.instantiate();
    for (const plan of this.#plans) {
      if (this.#hasSeenEnough() || !this.#runPlan(plan)) break;
    }
    this.#finish();
    const names = [NO_EXCEPTION.name, ...this.#checks.map((check) => check.name)];
    const checks = names.map((name) => this.#results.get(name)!);
    return { ...totalOf(this.#checks, checks), checks, stats: this.#trial.stats };
  }

  /**
   * A program that does very much in every run must not make a sample as dear as the whole, nor a
   * failure dearer than a pass.
   */
  #hasSeenEnough(): boolean {
    const { sample, stats } = this.#trial;
    if (sample !== undefined) return stats.events > SAMPLE_EVENTS_MAX;
    return this.#hasFailed() && this.#eventsRun > FAILED_EVENTS_MAX;
  }

  #hasFailed(): boolean {
    return [...this.#results.values()].some(({ verdict }) => verdict === "failed");
  }

  /** Says whether the suite can go on. */
  #runPlan(plan: Plan): boolean {
    const checks = this.#checks.filter((check) =>
      !this.#results.has(check.name) && check.plans.includes(plan)
    );
    if (checks.length === 0) return true;
    try {
      const survey = this.#survey(plan, checks);
      this.#judge(plan, checks, survey);
      return survey.exception === undefined;
    } catch (error) {
      if (!(error instanceof RanOut)) throw error;
      for (const check of checks) this.#report(ranOut(check, error));
      return false;
    }
  }

  #survey(plan: Plan, checks: readonly Check[]): Survey {
    const trial = { ...this.#trial, hasFailed: this.#hasFailed() };
    const eventsBefore = trial.stats.events;
    const survey = plan.survey(trial, checks.map((check) => check.monitor));
    if (plan.kind !== "search") this.#eventsRun += trial.stats.events - eventsBefore;
    return survey;
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
    check: Failed,
    run: FailingRun,
  ): CheckResult {
    const trial = this.#trial;
    const { timeShrinking = (work) => work() } = this.#options;
    return timeShrinking(() => {
      const shrunk = shrink({ ...run, trial, scenario: plan.scenario, monitor: check.monitor });
      // The engine ran the same schedule twice and saw different things: that is a fault of ours.
      if (shrunk === undefined) {
        throw new Error(`Cannot reproduce ${check.name} in plan ${plan.name}`);
      }
      const told = tellFailure({ trial, plan, check, seed: run.seed, run: shrunk });
      return { ...told, coverage: tellCoverage(this.#coverageOf(check)) };
    });
  }

  #pass(check: Check): void {
    const coverage = tellCoverage(this.#coverageOf(check));
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
      const message = `Not judged: ${whyNot(stopped)}.`;
      this.#report({ ...blank(check), verdict: "not run", message });
    }
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

/** Why a check was not done. */
function whyNot(stopped: CheckResult | undefined): string {
  if (stopped === undefined) {
    return "another check failed, and the program did very much until then";
  }
  return stopped.name === NO_EXCEPTION.name
    ? "the program threw an exception before the check was done"
    : "the program ran out before the check was done";
}

function ranOut(check: Check, error: RanOut): CheckResult {
  return { ...blank(check), verdict: "ran out", message: error.message };
}

/** What the results of a suite's checks come to, all together. */
export function totalOf(
  checks: readonly Pick<Check, "name" | "weight">[],
  results: readonly Pick<CheckResult, "name" | "verdict">[],
): Pick<SuiteResult, "verdict" | "score"> {
  const passed = new Set(
    results.filter(({ verdict }) => verdict === "passed").map(({ name }) => name),
  );
  let reached = 0;
  let all = 0;
  for (const { name, weight = 1 } of checks) {
    all += weight;
    if (passed.has(name)) reached += weight;
  }
  // Rounded down, so that 100 means that nothing is missing.
  return { verdict: worst(results), score: all === 0 ? 0 : Math.floor((100 * reached) / all) };
}

/** Failing outweighs running out, which outweighs passing. */
function worst(results: readonly Pick<CheckResult, "verdict">[]): Outcome {
  if (results.some(({ verdict }) => verdict === "failed")) return "failed";
  return results.some(({ verdict }) => verdict === "ran out") ? "ran out" : "passed";
}
