import { type Grader, NoVerdict } from "@/grading/grader.ts";
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

/** A program with what came of it. */
export interface Graded {
  readonly program: Program;
  readonly verdict: SubmissionVerdict;
  /** CPU time; undefined where it was not graded to the end. */
  readonly cpuMs: number | undefined;
  /** What is not as it must be, as place and repair. */
  readonly complaints: readonly string[];
}

/** Grades programs as if they had been submitted, as many at once as there are cores. */
export async function gradePrograms(
  grader: Grader,
  programs: readonly Program[],
  onGraded: (graded: Graded) => void = () => {},
): Promise<Graded[]> {
  const all: Graded[] = [];
  const waiting = programs.map((program, index) => ({ program, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const graded = await gradeProgram(grader, next.program);
      all[next.index] = graded;
      onGraded(graded);
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, lane));
  return all;
}

async function gradeProgram(grader: Grader, program: Program): Promise<Graded> {
  const { slug, source } = program;
  let cpuMs: number | undefined;
  const grading = grader.grade(slug, source, {
    onCpu: ({ first, second }) => cpuMs = first + second,
  });
  // A child that died has no verdict to give: that is one program's complaint, and no end of all.
  const verdict = await grading.catch((error) => {
    if (error instanceof NoVerdict) return grader.giveUp(slug, source, error.message);
    throw error;
  });
  return { program, verdict, cpuMs, complaints: judgeVerdict(program, verdict) };
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

/**
 * A failure is explained: few events, and a sentence that names the property, and nodes and steps
 * that the events show.
 */
export function judgeCounterexample(
  path: string,
  check: SubmissionVerdict["checks"][number],
): string[] {
  const { name, message, promise, counterexample } = check;
  const events = counterexample?.trace.events ?? [];
  const complaints: string[] = [];
  if (events.length === 0 || events.length > EVENTS_MAX) {
    complaints.push(`shows ${events.length} events: expected 1 to ${EVENTS_MAX}`);
  }
  if (!message.includes(promise)) complaints.push(`does not say what was promised: "${message}"`);
  const nodes = message.match(/\bn\d+\b/g) ?? [];
  if (!nodes.some((node) => counterexample?.trace.nodes.includes(node))) {
    complaints.push(`names no node of its events: "${message}"`);
  }
  const steps = [...message.matchAll(/\bsteps? (\d+)/g)].map(([, step]) => Number(step));
  if (steps.length === 0 || steps.some((step) => step > events.length)) {
    complaints.push(`names no step, or one that no event has: "${message}"`);
  }
  return complaints.map((complaint) => `${path}: ${name} ${complaint}`);
}
