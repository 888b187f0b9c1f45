import { listExercises } from "@/grading/exercises.ts";
import { type Grader, openGrader } from "@/grading/grader.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { listPrograms, type Program } from "@/tools/check/grade_programs.ts";
import { ROOT } from "@/tools/root.ts";
import { type Figure, median } from "./figure.ts";

/** How often the solution is graded. */
const ROUNDS = 3;
/** What a learner may be asked to wait, by unit of the course. */
const PASSING_MS: Readonly<Record<string, number>> = { Clocks: 2_000, CRDTs: 2_000, Raft: 8_000 };
const FAILING_MS = 4_000;

/** The figures of one exercise, each with its name: one grading serves several. */
export async function exerciseFigures(slug: string): Promise<[string, Figure][]> {
  const [exercises, folders] = await Promise.all([listExercises(ROOT), readExerciseFolders()]);
  const { unit } = exercises.find((exercise) => exercise.slug === slug)!;
  const programs = listPrograms(folders.find((each) => each.slug === slug)!);
  const solution = programs.find(({ kind }) => kind === "solution")!;
  const grader = await openGrader({ root: ROOT });
  try {
    const passing = await gradeEach(grader, Array(ROUNDS).fill(solution));
    const failing = await gradeEach(grader, programs.filter(({ kind }) => kind === "wrong"));
    return [
      ...times(passing, failing, PASSING_MS[unit]),
      ...rates(passing),
    ].map(([name, figure]) => [`${slug}-${name}`, figure]);
  } finally {
    await grader.close();
  }
}

interface Timed {
  readonly verdict: SubmissionVerdict;
  readonly cpuMs: number;
}

/** One after the other, each in a cold child. */
async function gradeEach(grader: Grader, programs: readonly Program[]): Promise<Timed[]> {
  const all: Timed[] = [];
  for (const { slug, source, path, kind } of programs) {
    let cpuMs: number | undefined;
    const verdict = await grader.grade(slug, source, {
      onCpu: ({ first, second }) => cpuMs = first + second,
    });
    const expected = kind === "wrong" ? "failed" : "passed";
    if (cpuMs === undefined || verdict.verdict !== expected) {
      throw new Error(`${path} ${verdict.verdict}: expected ${expected}`);
    }
    all.push({ verdict, cpuMs });
  }
  return all;
}

const CPU = "CPU time of a cold child process, near to the wall's on one idle core: start, " +
  "stripping, instrumenting, all hidden checks";

function times(
  passing: readonly Timed[],
  failing: readonly Timed[],
  passingMs: number,
): [string, Figure][] {
  const failingMs = failing.map(({ cpuMs }) => cpuMs);
  const shrunk = `${CPU}, shrinking each counterexample`;
  return [
    ["verdict", {
      unit: "ms",
      target: { atMost: passingMs },
      method: `${CPU}. The solution, median of ${passing.length}.`,
      measure: () => median(passing.map(({ cpuMs }) => cpuMs)),
    }],
    ["failing-verdict", {
      unit: "ms",
      target: { atMost: FAILING_MS },
      method: `${shrunk}. Median of all ${failing.length} wrong programs.`,
      measure: () => median(failingMs),
    }],
    ["failing-verdict-worst", {
      unit: "ms",
      target: { atMost: FAILING_MS },
      method: `${shrunk}. The slowest of all ${failing.length} wrong programs.`,
      measure: () => Math.max(...failingMs),
    }],
  ];
}

function rates(passing: readonly Timed[]): [string, Figure][] {
  return (["schedules", "events", "states"] as const).map((what) => [what, {
    unit: `${what}/s`,
    method: `Of the whole hidden suite on the solution, a second of CPU time. ${CPU}.`,
    measure: () =>
      median(passing.map(({ verdict, cpuMs }) => verdict.stats[what] / (cpuMs / 1_000))),
  }]);
}
