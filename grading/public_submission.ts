import type { CheckResult, Counterexample } from "@/engine/types.ts";
import type { HiddenNames } from "@/db/schema.ts";
import type { Submission } from "./open_grading.ts";
import type { SubmissionVerdict } from "./verdict.ts";

/** All that a learner gets to see of their own submission. */
export type PublicSubmission = Omit<Submission, "learnerId">;

/**
 * Picks what a learner may see of a submission, field by field: what is added to a submission or a
 * verdict elsewhere stays inside until somebody adds it here on purpose. Every page and every JSON
 * for learners goes through this.
 *
 * A counterexample shows the part of a hidden schedule that matters: it is how one learns. The
 * seeds and hashes let anyone with the repository grade it again; without the hidden suites they
 * open nothing.
 *
 * @param names of which checks the learner's cohort shows the names: see `hiddenNamesOf`.
 */
export function publicSubmission(submission: Submission, names: HiddenNames): PublicSubmission {
  const { id, learnerName, slug, source, createdAt, state, verdict } = submission;
  return {
    id,
    learnerName,
    slug,
    source,
    createdAt,
    state,
    verdict: verdict === null ? null : publicVerdict(verdict, names),
  };
}

function publicVerdict(verdict: SubmissionVerdict, names: HiddenNames): SubmissionVerdict {
  const { version, slug, reason, score, checks, hashes, seeds, stats } = verdict;
  const { submission, grader, engine } = hashes;
  const { schedules, events, states, milliseconds, times } = stats;
  return {
    version,
    slug,
    verdict: verdict.verdict,
    reason,
    score,
    checks: checks.map((check, place) => {
      const isNamed = names === "all" || (names === "failed" && check.verdict === "failed");
      return isNamed ? publicCheck(check) : withoutName(publicCheck(check), place);
    }),
    hashes: { submission, grader, engine },
    seeds,
    stats: { schedules, events, states, milliseconds, ...times && { times: publicTimes(times) } },
  };
}

/** What every learner may know of a check that has no name for them. */
export const NAMELESS_PROMISE = "A hidden check.";

/** The sentence that tells what went wrong stays, and the run that shows it: one learns from them. */
function withoutName(check: CheckResult, place: number): CheckResult {
  const name = `hidden-${place + 1}`;
  const { counterexample } = check;
  return {
    ...check,
    name,
    promise: NAMELESS_PROMISE,
    counterexample: counterexample === null ? null : { ...counterexample, check: name },
  };
}

/** The name that a check has for us, by the one that it has for the learner. */
export function realName(verdict: Pick<SubmissionVerdict, "checks"> | null, shown: string): string {
  const place = shown.match(/^hidden-(\d{1,4})$/)?.[1];
  return verdict?.checks[Number(place) - 1]?.name ?? shown;
}

function publicTimes(times: NonNullable<SubmissionVerdict["stats"]["times"]>): typeof times {
  const { start, prepare, run, shrink, confirm } = times;
  return { start, prepare, run, shrink, confirm };
}

function publicCheck(check: CheckResult): CheckResult {
  const { name, promise, verdict, message, counterexample, coverage } = check;
  return {
    name,
    promise,
    verdict,
    message,
    counterexample: counterexample === null ? null : publicCounterexample(counterexample),
    coverage,
  };
}

/** What anybody may see of a counterexample, field by field. */
export function publicCounterexample(counterexample: Counterexample): Counterexample {
  const { check, plan, seed, schedule, program, trace, culprit, slice, doomedFrom, isDoomProved } =
    counterexample;
  const { version, slug, nodes, events } = trace;
  return {
    check,
    plan,
    seed,
    schedule,
    program,
    trace: { version, slug, seed: trace.seed, nodes, events },
    culprit,
    slice,
    ...doomedFrom === undefined ? {} : { doomedFrom },
    ...isDoomProved ? { isDoomProved } : {},
  };
}
