/**
 * Grades a file from the command line, through the same walls as the site's grader: no server, no
 * database. `deno task grade --help` says how.
 */
import { listExercises } from "@/grading/exercises.ts";
import { NoVerdict, openGrader } from "@/grading/grader.ts";
import { Refusal } from "@/grading/refusal.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { readSwitch } from "@/serve.ts";
import { EXIT_CODES } from "./grade/exit_codes.ts";
import { formatVerdict } from "./grade/format_verdict.ts";
import { readProgram } from "./grade/read_program.ts";
import { ROOT } from "./root.ts";
import { runCommand } from "./terminal/run_command.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP = `Grades a file with an exercise's hidden checks, behind the walls of the site's grader.

  deno task grade SLUG FILE [--json] [--seed N]

  SLUG      the exercise, such as vector-clock
  FILE      what a learner wrote: one TypeScript file
  --json    print the verdict as JSON
  --seed N  try other schedules than the site does: a whole number from 0 to 4294967295

Set GRADER_REQUIRE_OS_SANDBOX=1 to refuse where the operating system offers no walls.
Exit code: 0 passed, 1 failed, 2 ran out, 3 not gradable, 4 our fault, 64 wrong use.`;

const SEED_MAX = 0xffff_ffff;

interface Order {
  readonly slug: string;
  readonly file: string;
  readonly seed?: number;
  readonly isJson: boolean;
}

async function grade({ slug, file, seed, isJson }: Order): Promise<number> {
  const exercises = await listExercises(ROOT);
  const exercise = exercises.find((each) => each.slug === slug);
  if (exercise === undefined) {
    const slugs = exercises.map((each) => each.slug).join(", ");
    throw new UsageError(`There is no exercise "${slug}": the exercises are ${slugs}`);
  }
  const source = await readProgram(file).catch((error) => {
    if (isJson && error instanceof Refusal) console.log(JSON.stringify(refused(slug, error)));
    throw error;
  });
  const grader = await openGrader({
    root: ROOT,
    requiresOsSandbox: readSwitch("GRADER_REQUIRE_OS_SANDBOX"),
    log: ({ reason }) => console.error(`The grader broke: ${reason}`),
  });
  try {
    const verdict = await grader.grade(slug, source, { seed }).catch(explainDeath);
    const hasColor = Deno.stdout.isTerminal() && !Deno.noColor;
    console.log(
      isJson
        ? JSON.stringify(verdict, null, 2)
        : formatVerdict(verdict, { title: exercise.title, hasColor }),
    );
    return EXIT_CODES[verdict.verdict];
  } finally {
    await grader.close();
  }
}

function explainDeath(error: unknown): never {
  if (!(error instanceof NoVerdict)) throw error;
  const { message } = error;
  throw new Error(`There is no verdict, the grader's process died: ${message.trim()}`);
}

/** The verdict on a file that no grader has seen: it has no hashes and no seeds. */
function refused(slug: string, { message }: Refusal): SubmissionVerdict {
  return {
    version: 1,
    slug,
    verdict: "not gradable",
    reason: message,
    score: 0,
    checks: [],
    hashes: { submission: "", grader: "", engine: "" },
    seeds: [],
    stats: { schedules: 0, events: 0, states: 0, milliseconds: 0 },
  };
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > SEED_MAX) {
    throw new UsageError(`The seed is "${text}": expected a whole number from 0 to ${SEED_MAX}`);
  }
  return seed;
}

await runCommand({
  help: HELP,
  options: { json: { type: "boolean", default: false }, seed: { type: "string" } },
  words: [2, 2],
  run: ({ json, seed }, [slug, file]) => grade({ slug, file, seed: readSeed(seed), isJson: json }),
  codeOf: (error) => EXIT_CODES[error instanceof Refusal ? "not gradable" : "our fault"],
});
