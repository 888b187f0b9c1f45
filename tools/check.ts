/**
 * Checks the chapter's sections and the exercises: their files, what they say of themselves, the
 * types, and, unless told `--quick`, what becomes of every program when it is graded for real.
 */
import { openGrader } from "@/grading/grader.ts";
import { checkSections } from "./check/check_sections.ts";
import { checkTypes } from "./check/check_types.ts";
import {
  checkDeclarations,
  checkFiles,
  type ExerciseFolders,
  readExerciseFolders,
} from "./check/exercise_folders.ts";
import { gradePrograms, judgeVerdict, listPrograms, type Program } from "./check/grade_programs.ts";

async function main(isQuick: boolean): Promise<number> {
  const all = await readExerciseFolders();
  const slugs = all.map(({ slug }) => slug);
  const programs = all.flatMap(listPrograms);
  const complaints = [...all.flatMap(checkFiles), ...await checkSections(slugs)];
  // The rest needs all files in their places.
  if (complaints.length === 0) {
    for (const folders of all) complaints.push(...await checkLoaded(folders, slugs));
    complaints.push(...await checkTypes(programs));
    if (!isQuick) complaints.push(...await gradeAll(programs));
  }
  for (const complaint of complaints) console.error(complaint);
  const graded = isQuick ? "" : ", every program graded";
  if (complaints.length === 0) console.log(`${all.length} exercises are in order${graded}`);
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

async function gradeAll(programs: readonly Program[]): Promise<string[]> {
  const grader = await openGrader({ root: Deno.cwd() });
  try {
    const verdicts = await gradePrograms(grader, programs);
    return programs.flatMap((program) => judgeVerdict(program, verdicts.get(program)!));
  } finally {
    await grader.close();
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args.includes("--quick")));
