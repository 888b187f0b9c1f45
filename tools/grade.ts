/**
 * Grades a file from the command line, through the same walls as the site's grader: no server, no
 * database. `deno task grade --help` says how.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { listExercises } from "@/grading/exercises.ts";
import { NoVerdict, openGrader } from "@/grading/grader.ts";
import { Refusal } from "@/grading/refusal.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { EXIT_CODES } from "./grade/exit_codes.ts";
import { formatVerdict } from "./grade/format_verdict.ts";
import { readProgram } from "./grade/read_program.ts";
import { EXIT_USAGE, UsageError } from "./terminal/usage_error.ts";

const HELP = `Grades a file with an exercise's hidden checks, behind the walls of the site's grader.

  deno task grade SLUG FILE [--json] [--seed N]

  SLUG      the exercise, such as vector-clock
  FILE      what a learner wrote: one TypeScript file
  --json    print the verdict as JSON
  --seed N  try other schedules than the site does: a whole number from 0 to 4294967295

Set GRADER_REQUIRE_OS_SANDBOX=1 to refuse where the operating system offers no walls.
Exit code: 0 passed, 1 failed, 2 ran out, 3 not gradable, 4 our fault, 64 wrong use.`;

const SEED_MAX = 0xffff_ffff;

async function main(args: string[]): Promise<number> {
  const { slug, file, seed, isJson, isHelp } = readArguments(args);
  if (isHelp) {
    console.log(HELP);
    return 0;
  }
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
  const exercises = await listExercises(root);
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
    root,
    requiresOsSandbox: Deno.env.get("GRADER_REQUIRE_OS_SANDBOX") === "1",
    log: ({ reason }) => console.error(`The grader broke: ${reason}`),
  });
  try {
    const verdict = await grader.grade(slug, source, { seed });
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

function readArguments(args: string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        seed: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\.?(\s|$)(?=[A-Z]|$)/)[0]);
  }
  const { values, positionals } = parsed;
  const isHelp = values.help === true;
  if (!isHelp && positionals.length !== 2) {
    throw new UsageError("Expected an exercise and a file: deno task grade SLUG FILE");
  }
  const [slug, file] = positionals;
  return { slug, file, seed: readSeed(values.seed), isJson: values.json === true, isHelp };
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > SEED_MAX) {
    throw new UsageError(`The seed is "${text}": expected a whole number from 0 to ${SEED_MAX}`);
  }
  return seed;
}

/** Ends in one line for whoever typed the command. */
function explain(error: unknown): number {
  if (error instanceof UsageError || error instanceof Refusal) {
    console.error(error.message);
    return error instanceof Refusal ? EXIT_CODES["not gradable"] : EXIT_USAGE;
  }
  if (error instanceof NoVerdict) {
    console.error(`There is no verdict, the grader's process died: ${error.message.trim()}`);
  } else console.error(error instanceof Error ? error.message : String(error));
  return EXIT_CODES["our fault"];
}

if (import.meta.main) {
  Deno.exit(await main(Deno.args).catch(explain));
}
