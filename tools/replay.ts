/**
 * Prints counterexamples as space-time diagrams and runs them again, byte for byte.
 * `deno task replay --help` says how.
 */
import { parseArgs } from "node:util";
import { formatTrace } from "@/engine/format_trace.ts";
import { NO_EXCEPTION } from "@/engine/run_suite.ts";
import { replayScenario } from "@/engine/run_scenario.ts";
import { toShiviz } from "@/engine/shiviz.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import { listSlugs } from "@/grading/exercises.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";

const HELP = `Prints a counterexample as a space-time diagram, and runs it again.

  deno task replay FILE [--json] [--shiviz]

  FILE      a counterexample as JSON, or a verdict of \`deno task grade SLUG FILE --json\` with all of
            its counterexamples; - reads standard input
  --json    print what came of each as JSON
  --shiviz  print the trace in ShiViz's log format instead

Exit code: 0 every run was the same byte for byte, 1 one was not, 64 wrong use.`;

class UsageError extends Error {}

interface Replay {
  readonly check: string;
  readonly isSame: boolean;
  /** The first step that differs; null where none does. */
  readonly differsAt: number | null;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const replays: Replay[] = [];
  for (const { counterexample, message } of readFailures(await readFile(positionals[0]))) {
    if (values.shiviz) {
      console.log(toShiviz(counterexample.trace));
      continue;
    }
    const replay = await replayAgain(counterexample);
    replays.push(replay);
    if (!values.json) show(counterexample, message, replay);
  }
  if (values.json) console.log(JSON.stringify(replays, null, 2));
  return replays.every(({ isSame }) => isSame) ? 0 : 1;
}

function readArguments(args: string[]) {
  const options = {
    json: { type: "boolean" },
    shiviz: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    const parsed = parseArgs({ args, allowPositionals: true, options });
    if (parsed.values.help || parsed.positionals.length === 1) return parsed;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  throw new UsageError("Expected one file: deno task replay FILE");
}

async function readFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = file === "-"
      ? await new Response(Deno.stdin.readable).text()
      : await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(`There is no file ${file}`);
    throw new UsageError(`Cannot read ${file}: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON: expected a counterexample or a verdict`);
  }
}

interface Failed {
  readonly counterexample: Counterexample;
  readonly message: string;
}

function readFailures(data: unknown): Failed[] {
  const { checks, trace } = (data ?? {}) as { checks?: CheckResult[]; trace?: unknown };
  if (trace !== undefined) return [{ counterexample: data as Counterexample, message: "" }];
  if (!Array.isArray(checks)) {
    throw new UsageError("Expected a counterexample with a trace, or a verdict with checks");
  }
  const failed = checks.flatMap(({ counterexample, message }) =>
    counterexample === null ? [] : [{ counterexample, message }]
  );
  if (failed.length === 0) throw new UsageError("The verdict has no counterexample to replay");
  return failed;
}

async function replayAgain(counterexample: Counterexample): Promise<Replay> {
  const { check: name, plan: planName, program, seed, schedule, trace } = counterexample;
  const { check, plan, suite } = await findPlan(trace.slug, name, planName);
  const guest = createGuest(program, suite.exports);
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial = { guest, seed: seed, slug: trace.slug, stats };
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
  const root = new URL("..", import.meta.url).pathname.replace(/\/$/, "");
  if (!(await listSlugs(root)).includes(slug)) {
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

function show(counterexample: Counterexample, message: string, replay: Replay): void {
  const { check, plan, seed, culprit, trace } = counterexample;
  console.log(`${check}: ${message || `found by ${plan}, seed ${seed}`}\n`);
  console.log(formatTrace(trace, { culprit }));
  console.log(
    replay.isSame
      ? `\nRun again: the same, byte for byte (${trace.events.length} steps).\n`
      : `\nRun again: it differs at step ${replay.differsAt}. The program, the grader or the engine ` +
        "is not the one that made it.\n",
  );
}

if (import.meta.main) {
  Deno.exit(
    await main(Deno.args).catch((error) => {
      console.error(error instanceof Error ? error.message : String(error));
      return 64;
    }),
  );
}
