/**
 * Writes an exercise to a folder of the learner's choice, and runs its public checks there on each
 * save. `deno task exercise --help` says how.
 */
import type { Stats } from "@/engine/types.ts";
import { listSlugs } from "@/grading/exercises.ts";
import type { RunEnding } from "@/islands/run/protocol.ts";
import { type FileRun, runFile } from "./exercise/run_file.ts";
import { PROGRAM, writeFolder } from "./exercise/write_folder.ts";
import { formatChecks } from "./grade/format_verdict.ts";
import { ROOT } from "./root.ts";
import { printable } from "./terminal/printable.ts";
import { runCommand } from "./terminal/run_command.ts";
import { showLine } from "./terminal/show_line.ts";
import { EXIT_USAGE, UsageError } from "./terminal/usage_error.ts";

const HELP =
  `Writes an exercise to a folder, with its types, so that you can work in your own editor.

  deno task exercise SLUG [FOLDER] [--watch]

  SLUG     the exercise, such as vector-clock
  FOLDER   where to write it; a new folder with the exercise's name unless told
  --watch  then run the public checks each time ${PROGRAM} is saved; Ctrl C ends it

A ${PROGRAM} that is there already stays as it is.
Exit code: 0 all is well, 1 it could not be written, ${EXIT_USAGE} wrong use.`;

/** Editors save in several steps: what comes this soon after belongs to the same save. */
const SAVE_MS = 50;

const HAS_COLOR = Deno.stdout.isTerminal() && !Deno.noColor;

async function write(slug: string, folder: string, isWatching: boolean): Promise<void> {
  const slugs = await listSlugs(ROOT);
  if (!slugs.includes(slug)) {
    throw new UsageError(`There is no exercise "${slug}": the exercises are ${slugs.join(", ")}`);
  }
  const { path, isNew } = await writeFolder(ROOT, slug, folder);
  console.log(
    isNew ? `Wrote ${folder}. Begin with README.md, write in ${PROGRAM}.` : `Kept ${path}.`,
  );
  if (isWatching) await watch(slug, folder);
  else console.log(`Checks on each save: deno task exercise ${slug} ${folder} --watch`);
}

/** Runs the checks now and after each save. A run that is overtaken by a save is stopped. */
async function watch(slug: string, folder: string): Promise<void> {
  const path = `${folder}/${PROGRAM}`;
  const watcher = Deno.watchFs(folder);
  let running = await start(slug, path);
  let before = await Deno.readTextFile(path);
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { paths } of watcher) {
    if (!paths.some((each) => each.endsWith(`/${PROGRAM}`))) continue;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const source = await Deno.readTextFile(path).catch(() => undefined);
      // Editors that save by renaming leave no file for a moment.
      if (source === undefined || source === before) return;
      before = source;
      running.stop();
      running = await start(slug, path);
    }, SAVE_MS);
  }
}

async function start(slug: string, path: string): Promise<FileRun> {
  const startMs = performance.now();
  const run = runFile(ROOT, slug, await Deno.readTextFile(path), (answer) => {
    if (answer.kind === "progress") showProgress(answer.stats);
  });
  showLine("Running the public checks ...");
  run.ending.then((ending) => {
    if (ending.kind !== "stopped") {
      show(ending, { slug, path, tookMs: performance.now() - startMs });
    }
  });
  return run;
}

function showProgress({ schedules, events }: Stats): void {
  showLine(`They hold. Trying others: ${count(schedules)} schedules, ${count(events)} events`);
}

function show(
  ending: RunEnding,
  { slug, path, tookMs }: { readonly slug: string; readonly path: string; readonly tookMs: number },
): void {
  showLine("");
  const now = new Date().toTimeString().slice(0, 8);
  if (ending.kind !== "done") {
    console.log(`${now}  ${ending.kind}\n\n  ${printable(ending.reason)}\n`);
    return;
  }
  const { checks, verdict, stats } = ending;
  const held = checks.filter((check) => check.verdict === "passed").length;
  const tried = `${count(stats.schedules)} schedules, ${count(stats.events)} events`;
  const seconds = (tookMs / 1000).toFixed(1);
  console.log(`${now}  ${held} of ${checks.length} public checks hold (${tried}, ${seconds} s)\n`);
  const ranOut = checks.find((check) => check.verdict === "ran out");
  if (ranOut !== undefined) console.log(`  ${printable(ranOut.message)}\n`);
  console.log(`${formatChecks(checks, HAS_COLOR)}\n`);
  if (verdict === "passed") {
    console.log(`The hidden checks look further: deno task submit ${slug} ${path} --server URL\n`);
  }
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

await runCommand({
  help: HELP,
  options: { watch: { type: "boolean", default: false } },
  words: [1, 2],
  run: ({ watch }, [slug, folder = slug]) => write(slug, folder, watch),
});
