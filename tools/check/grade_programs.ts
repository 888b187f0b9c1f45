import type { Grader } from "@/grading/grader.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { type ExerciseFolders, failsOf } from "./exercise_folders.ts";

/** A program of ours, with what must come of it. */
export interface Program {
  readonly path: string;
  readonly slug: string;
  readonly source: string;
  readonly kind: "starter" | "solution" | "variant" | "wrong";
  /** For a wrong program, the check that must fail. */
  readonly fails?: string;
}

/** A counterexample stays under this many events. */
export const EVENTS_MAX = 30;

/** Starter, solution, variants and wrong programs of an exercise. */
export function listPrograms({ slug, files }: ExerciseFolders): Program[] {
  const kinds: readonly [RegExp, Program["kind"]][] = [
    [/^exercises\/[^/]+\/starter\.ts$/, "starter"],
    [/^solutions\/[^/]+\/solution\.ts$/, "solution"],
    [/^solutions\/[^/]+\/variants\//, "variant"],
    [/^solutions\/[^/]+\/wrong\//, "wrong"],
  ];
  return [...files].flatMap(([path, source]) => {
    const kind = kinds.find(([pattern]) => pattern.test(path))?.[1];
    return kind === undefined ? [] : [{ path, slug, source, kind, fails: failsOf(source) }];
  });
}

/** Grades programs as if they had been submitted, as many at once as there are cores. */
export async function gradePrograms(
  grader: Grader,
  programs: readonly Program[],
): Promise<Map<Program, SubmissionVerdict>> {
  const verdicts = new Map<Program, SubmissionVerdict>();
  const waiting = [...programs];
  const lane = async () => {
    for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) {
      verdicts.set(program, await grader.grade(program.slug, program.source));
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, lane));
  return verdicts;
}

/** What is not as it must be, as place and repair. */
export function judgeVerdict(program: Program, verdict: SubmissionVerdict): string[] {
  const { path, kind, fails } = program;
  const failed = verdict.checks.filter((check) => check.verdict === "failed");
  const got = verdict.verdict === "failed"
    ? `failed ${failed.map((check) => check.name).join(", ")}`
    : `${verdict.verdict} ${verdict.reason}`.trim();
  if (kind === "solution" || kind === "variant") {
    return verdict.verdict === "passed"
      ? []
      : [`${path} must pass, and ${got}: ${failed[0]?.message ?? ""} Mend it, or the grader`];
  }
  if (verdict.verdict !== "failed") {
    return [`${path} must fail, and ${got}: mend the grader, or the program`];
  }
  if (fails !== undefined && !failed.some((check) => check.name === fails)) {
    return [`${path} must fail ${fails}, and ${got}: strengthen the check's schedules`];
  }
  return failed.flatMap((check) => judgeCounterexample(path, check));
}

/** A failure is explained: few events, and a sentence that names a node and a step. */
function judgeCounterexample(
  path: string,
  check: SubmissionVerdict["checks"][number],
): string[] {
  const { name, message, promise, counterexample } = check;
  const complaints: string[] = [];
  const events = counterexample?.trace.events.length ?? 0;
  if (events === 0 || events > EVENTS_MAX) {
    complaints.push(`${path}: ${name} shows ${events} events: expected 1 to ${EVENTS_MAX}`);
  }
  if (!message.includes(promise)) {
    complaints.push(`${path}: ${name} does not say what was promised: "${message}"`);
  }
  if (!/\bn\d+\b/.test(message) || !/\bstep \d+/.test(message)) {
    complaints.push(`${path}: ${name} names no node or no step: "${message}"`);
  }
  return complaints;
}
