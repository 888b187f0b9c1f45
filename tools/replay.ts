/**
 * Prints counterexamples as space-time diagrams and runs them again, byte for byte.
 * `deno task replay --help` says how.
 */
import { formatTrace } from "@/engine/format_trace.ts";
import { NO_EXCEPTION } from "@/engine/run_suite.ts";
import { replayScenario } from "@/engine/run_scenario.ts";
import { toShiviz } from "@/engine/shiviz.ts";
import type { Suite } from "@/engine/suite.ts";
import type { Counterexample } from "@/engine/types.ts";
import { listSlugs } from "@/grading/exercises.ts";
import { hashGraders } from "@/grading/hash_graders.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import { type Failures, type Hashes, NotReplayable, readFailures } from "./replay/read_failures.ts";
import { ROOT } from "./root.ts";
import { printable } from "./terminal/printable.ts";
import { runCommand } from "./terminal/run_command.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP = `Prints a counterexample as a space-time diagram, and runs it again.

  deno task replay FILE [--json] [--shiviz]

  FILE      a counterexample as JSON, or a verdict of \`deno task grade SLUG FILE --json\` with all of
            its counterexamples; - reads standard input
  --json    print what came of each as JSON
  --shiviz  print the trace in ShiViz's log format instead

A file that does not match engine/trace.schema.json is refused: docs/trace.md tells the format. Where
a verdict's hashes are not those of the files here, that is said on standard error.

Exit code: 0 every run was the same byte for byte, 1 one was not, 64 wrong use.`;

interface Replay {
  readonly check: string;
  readonly isSame: boolean;
  /** The first step that differs; null where none does. */
  readonly differsAt: number | null;
}

async function replayAll(
  file: string,
  { isJson, isShiviz }: { readonly isJson: boolean; readonly isShiviz: boolean },
): Promise<number> {
  const replays: Replay[] = [];
  const found = await read(file);
  await warnOfHashes(found);
  for (const { counterexample, message } of found.failures) {
    if (isShiviz) {
      console.log(printable(toShiviz(counterexample.trace)));
      continue;
    }
    const replay = await replayAgain(counterexample);
    replays.push(replay);
    if (!isJson) show(counterexample, message, replay);
  }
  if (isJson) console.log(JSON.stringify(replays, null, 2));
  return replays.every(({ isSame }) => isSame) ? 0 : 1;
}

async function readText(file: string): Promise<string> {
  try {
    return file === "-"
      ? await new Response(Deno.stdin.readable).text()
      : await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(`There is no file ${file}`);
    throw new UsageError(`Cannot read ${file}: ${(error as Error).message}`);
  }
}

async function read(file: string): Promise<Failures> {
  const text = await readText(file);
  try {
    return readFailures(text);
  } catch (error) {
    if (!(error instanceof NotReplayable)) throw error;
    throw new UsageError(
      `Cannot replay ${file === "-" ? "standard input" : file}: ${error.message}`,
    );
  }
}

/** A verdict says which files made it. Others may still give the same bytes, so this only warns. */
async function warnOfHashes({ failures, hashes }: Failures): Promise<void> {
  if (hashes === undefined) return;
  const { slug } = failures[0].counterexample.trace;
  const { engine, graders } = await hashGraders(ROOT, [slug]);
  const submission = await sha256(failures[0].counterexample.program);
  const now: Hashes = { submission, engine, grader: graders.get(slug) ?? "" };
  for (const name of ["submission", "grader", "engine"] as const) {
    if (hashes[name] === now[name]) continue;
    console.error(
      `The ${name} is not the one of the verdict: ${shorten(hashes[name])} there, ` +
        `${shorten(now[name])} here.`,
    );
  }
}

function shorten(hash: unknown): string {
  return String(hash).slice(0, 12);
}

async function replayAgain(counterexample: Counterexample): Promise<Replay> {
  const { check: name, plan: planName, program, seed, schedule, trace } = counterexample;
  const { check, plan, suite } = await findPlan(trace.slug, name, planName);
  const guest = createGuest(program, suite.exports);
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial = { guest, seed, slug: trace.slug, stats };
  const { scenario } = plan;
  const monitor = check?.monitor(trial, scenario);
  const { events } = replayScenario({ trial, scenario, seed, schedule, monitor });
  const differing = trace.events.findIndex((event, index) =>
    JSON.stringify(event) !== JSON.stringify(events[index])
  );
  // A trace may leave out the dull end of a run in which something never came about.
  const isSame = differing < 0 && events.length >= trace.events.length;
  return {
    check: name,
    isSame,
    differsAt: isSame ? null : (differing < 0 ? events.length : differing + 1),
  };
}

/** The plan that found a counterexample, in the public or in the hidden suite. */
async function findPlan(slug: string, checkName: string, planName: string) {
  if (!(await listSlugs(ROOT)).includes(slug)) {
    throw new UsageError(`There is no exercise "${slug}" here`);
  }
  for (const path of [`@/graders/${slug}/grader.ts`, `@/exercises/${slug}/examples.ts`]) {
    const { suite } = await import(path) as { suite: Suite };
    const check = suite.checks.find((each) => each.name === checkName);
    const candidates = checkName === NO_EXCEPTION.name ? suite.checks : check ? [check] : [];
    const plan = candidates.flatMap(({ plans }) => plans).find((each) => each.name === planName);
    if (plan !== undefined) return { check, plan, suite };
  }
  throw new UsageError(`${slug} has no check "${checkName}" with a plan "${planName}"`);
}

/** The file is somebody's: what is in it must not steer the terminal. */
function show(counterexample: Counterexample, message: string, replay: Replay): void {
  const { check, plan, seed, culprit, trace } = counterexample;
  const told = replay.isSame
    ? `Run again: the same, byte for byte (${trace.events.length} steps).`
    : `Run again: it differs at step ${replay.differsAt}. The program, the grader or the engine is ` +
      "not the one that made it.";
  const title = `${check}: ${message || `found by ${plan}, seed ${seed}`}`;
  console.log(printable(`${title}\n\n${formatTrace(trace, { culprit })}\n\n${told}\n`));
}

await runCommand({
  help: HELP,
  options: {
    json: { type: "boolean", default: false },
    shiviz: { type: "boolean", default: false },
  },
  words: [1, 1],
  run: ({ json, shiviz }, [file]) => replayAll(file, { isJson: json, isShiviz: shiviz }),
});
