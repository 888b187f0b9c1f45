/**
 * Grades the graders: every program that we wrote for an exercise goes through the real sandbox,
 * and each must get the verdict that it is known to deserve. `deno task score --help` says how.
 */
import { openGrader } from "@/grading/grader.ts";
import { addScores, type ExerciseScore, hashScored, writeScores } from "@/grading/score.ts";
import { readExerciseFolders } from "./check/exercise_folders.ts";
import { type Graded, gradePrograms, listPrograms, type Program } from "./check/grade_programs.ts";
import { ROOT } from "./root.ts";
import { formatScores } from "./score/format_score.ts";
import { samplePrograms } from "./score/sample_programs.ts";
import { isPerfect, scoreExercise } from "./score/score_exercise.ts";
import { showLine } from "./terminal/show_line.ts";
import { runCommand } from "./terminal/run_command.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP =
  `Grades the graders: every starter, solution, variant and wrong program of the exercises.

  deno task score [SLUG...] [--json] [--sample] [--write]

  SLUG      only these exercises, such as vector-clock; all of them unless told
  --json    print the scores as JSON, and nothing else
  --sample  grade a few programs of each exercise, chosen anew whenever a grader changes
  --write   store the scores in grading/score.json, which the site shows at /about/grader

Wrong programs must fail, and fail the check that their first line names; starters must fail;
solutions and variants must pass; every failure must be explained in at most 30 events. Times are
CPU time of the whole child process, median and worst.

Exit code: 0 all as it must be, 1 not so, 64 wrong use.`;

interface Options {
  readonly slugs: readonly string[];
  readonly isJson: boolean;
  readonly isSample: boolean;
  readonly isWritten: boolean;
}

async function score(options: Options): Promise<number> {
  const { slugs, programs } = await choosePrograms(options);
  const graded = await gradeAll(programs);
  const date = new Date().toISOString();
  const hashes = await hashScored(ROOT);
  const scores = slugs.map((slug) =>
    scoreExercise(slug, graded, { date, hashes: hashes.get(slug)! })
  );
  if (options.isWritten) await writeScores(ROOT, scores);
  report(scores, graded, options);
  return scores.every(isPerfect) ? 0 : 1;
}

async function choosePrograms(
  { slugs: wanted, isSample }: Options,
): Promise<{ slugs: string[]; programs: Program[] }> {
  const all = await readExerciseFolders();
  const known = all.map(({ slug }) => slug);
  const unknown = wanted.find((slug) => !known.includes(slug));
  if (unknown !== undefined) {
    throw new UsageError(
      `There is no exercise "${unknown}": the exercises are ${known.join(", ")}`,
    );
  }
  const chosen = all.filter(({ slug }) => wanted.length === 0 || wanted.includes(slug));
  const programs = chosen.flatMap(listPrograms);
  const slugs = chosen.map(({ slug }) => slug);
  if (!isSample) return { slugs, programs };
  const hashes = await hashScored(ROOT);
  const gradedBy = (slug: string) => JSON.stringify(hashes.get(slug));
  return { slugs, programs: await samplePrograms(programs, gradedBy) };
}

async function gradeAll(programs: readonly Program[]): Promise<Graded[]> {
  const grader = await openGrader({ root: ROOT });
  let done = 0;
  try {
    return await gradePrograms(grader, programs, ({ program }) => {
      showLine(`${++done} of ${programs.length}: ${program.path}`, Deno.stderr);
    });
  } finally {
    showLine("", Deno.stderr);
    await grader.close();
  }
}

function report(
  scores: readonly ExerciseScore[],
  graded: readonly Graded[],
  { isJson, isSample }: Options,
): void {
  const missed = graded.flatMap(({ program, complaints }) =>
    complaints.map((reason) => ({ path: program.path, reason }))
  );
  if (isJson) {
    const total = addScores(scores);
    console.log(JSON.stringify({ isSample, exercises: scores, total, missed }, null, 2));
    return;
  }
  console.log(formatScores(scores));
  for (const { reason } of missed) console.log(`\n${reason}`);
  const count = `${graded.length} programs${isSample ? ", a sample" : ""}`;
  console.log(
    missed.length === 0 ? `\n${count}: each as it must be` : `\n${count}: ${missed.length} not so`,
  );
}

await runCommand({
  help: HELP,
  options: {
    json: { type: "boolean", default: false },
    sample: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
  words: [0, Infinity],
  run({ json, sample, write }, slugs) {
    if (sample && write) {
      throw new UsageError("A sample is no score to store: leave out one of both");
    }
    return score({ slugs, isJson: json, isSample: sample, isWritten: write });
  },
});
