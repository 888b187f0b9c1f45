/** Checks the chapter's sections and the exercises. `deno task check --help` says how. */
import { openGrader } from "@/grading/grader.ts";
import { hashScored, readScores } from "@/grading/score.ts";
import { checkSections } from "./check/check_sections.ts";
import { checkTypes } from "./check/check_types.ts";
import {
  checkDeclarations,
  checkFiles,
  type ExerciseFolders,
  readExerciseFolders,
} from "./check/exercise_folders.ts";
import { gradePrograms, listPrograms, type Program } from "./check/grade_programs.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";

const HELP = `Checks the chapter's sections and the exercises, and tells how to mend what is wrong.

  deno task check [--quick]

  --quick  grade no programs

It looks at their files, at what they say of themselves, at the types, and at what becomes of every
program in exercises/ and solutions/ when it is graded for real.

Exit code: 0 all in order, 1 not so, ${EXIT_USAGE} wrong use.`;

async function check(isQuick: boolean): Promise<number> {
  const all = await readExerciseFolders();
  const slugs = all.map(({ slug }) => slug);
  const programs = all.flatMap(listPrograms);
  const complaints = all.flatMap(checkFiles);
  // The rest needs all files in their places.
  if (complaints.length === 0) {
    for (const folders of all) complaints.push(...await checkLoaded(folders, slugs));
    complaints.push(...await checkTypes(programs));
    if (!isQuick) complaints.push(...await gradeAll(programs));
  }
  const sections = await checkSections(slugs);
  complaints.push(...sections.complaints);
  for (const note of sections.notes) console.log(`note: ${note}`);
  for (const complaint of complaints) console.error(complaint);
  const graded = isQuick ? "" : ", every program graded";
  if (complaints.length === 0) console.log(`${all.length} exercises are in order${graded}`);
  await noteStaleScores();
  return complaints.length === 0 ? 0 : 1;
}

async function checkLoaded(folders: ExerciseFolders, slugs: readonly string[]): Promise<string[]> {
  const { slug } = folders;
  const [exercise, examples, grader] = await Promise.all([
    import(`@/exercises/${slug}/exercise.ts`),
    import(`@/exercises/${slug}/examples.ts`),
    import(`@/graders/${slug}/grader.ts`),
  ]);
  const loaded = {
    slug,
    exercise: exercise.default,
    examples: examples.suite,
    grader: grader.suite,
  };
  return checkDeclarations(loaded, folders, slugs);
}

/** A note and no complaint: scores are brought up to date for a release, not for every change. */
async function noteStaleScores(): Promise<void> {
  const { scores, missing } = await readScores(Deno.cwd(), await hashScored(Deno.cwd()));
  const stale = scores.filter(({ changed }) => changed.length > 0).map(({ slug }) => slug);
  for (const [slugs, what] of [[stale, "is out of date"], [missing, "is missing"]] as const) {
    if (slugs.length === 0) continue;
    console.log(`Note: the score of ${slugs.join(", ")} ${what}: run \`deno task score --write\``);
  }
}

async function gradeAll(programs: readonly Program[]): Promise<string[]> {
  const grader = await openGrader({ root: Deno.cwd() });
  try {
    const graded = await gradePrograms(grader, programs);
    return graded.flatMap(({ complaints }) => complaints);
  } finally {
    await grader.close();
  }
}

await runCommand({
  help: HELP,
  options: { quick: { type: "boolean", default: false } },
  run: ({ quick }) => check(quick),
});
