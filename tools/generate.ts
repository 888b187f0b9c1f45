/** Fills the database with a large class, to try the site with. `--help` says how. */
import { openDatabase } from "@/db/open_database.ts";
import { openGrader } from "@/grading/grader.ts";
import { prepareDataDir, readSettings } from "@/serve.ts";
import { readExerciseFolders } from "./check/exercise_folders.ts";
import { gradePrograms, listPrograms } from "./check/grade_programs.ts";
import { type Example, generateClass } from "./generate/generate_class.ts";
import { ROOT } from "./root.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE, UsageError } from "./terminal/usage_error.ts";

const HELP = `Fills the database with a class drawn from a seed, to see how the site does with many.

  deno task generate [--learners N] [--submissions N] [--seed N] [--without-examples]

It adds a cohort to the database in DATA_DIR, or to that of DATABASE_URL: 2,000 learners with 200,000
submissions from seed 1 unless told. Verdicts are drawn and say so. A few wrong programs of each
exercise are graded first, and stand for the last failed attempts of the first 200 learners, so that
there are counterexamples to look at; --without-examples leaves them out.

Exit code: 0 done, ${EXIT_USAGE} wrong use.`;

await runCommand({
  help: HELP,
  options: {
    learners: { type: "string", default: "2000" },
    submissions: { type: "string", default: "200000" },
    seed: { type: "string", default: "1" },
    "without-examples": { type: "boolean", default: false },
  },
  async run(values) {
    const learners = readCount("learners", values.learners);
    const submissions = readCount("submissions", values.submissions);
    const seed = readCount("seed", values.seed);
    const settings = readSettings();
    await prepareDataDir(settings.dataDir);
    const db = await openDatabase(settings.dataDir, settings.databaseUrl);
    const examples = values["without-examples"] ? undefined : await gradeExamples();
    const id = await generateClass(db, { root: ROOT, learners, submissions, seed, examples });
    console.log(`${learners} learners with ${submissions} submissions: /teach/cohorts/${id}`);
    await db.destroy();
  },
});

function readCount(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is "${text}": expected a whole number from 1 to 9999999`);
}

/** The first wrong programs of each exercise, graded as the site does. */
async function gradeExamples(): Promise<Map<string, Example[]>> {
  const wrong = (await readExerciseFolders()).flatMap((folders) =>
    listPrograms(folders).filter(({ kind }) => kind === "wrong").slice(0, 3)
  );
  const grader = await openGrader({ root: ROOT });
  console.log(`Grading ${wrong.length} wrong programs for examples`);
  const examples = new Map<string, Example[]>();
  for (const { program, verdict } of await gradePrograms(grader, wrong)) {
    const known = examples.get(program.slug) ?? [];
    examples.set(program.slug, [...known, { source: program.source, verdict }]);
  }
  await grader.close();
  return examples;
}
