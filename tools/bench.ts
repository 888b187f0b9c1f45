/**
 * Measures the figures of `bench/figures` and those of every exercise, each of them in a process of
 * its own so that none warms or freezes another's. `deno task bench --help` says how.
 */
import type { Figure } from "@/bench/figure.ts";
import { listSlugs } from "@/grading/exercises.ts";
import { hashFiles } from "@/lib/hash_files.ts";
import { runCommand } from "./terminal/run_command.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP = `Measures engine, grader and exercises on this machine, one core at a time.

  deno task bench [NAME ...] [--json] [--submissions N]

  NAME    only the figures whose names begin like this: an exercise's begin with its slug
  --json  print the figures as JSON
  --submissions N
          instead of all that: whether the server's memory is flat over N submissions, ten a second

Exit code: 0 all targets met, 1 some missed or failed, 64 wrong use.`;

interface Measured {
  readonly name: string;
  /** Null where measuring failed: `error` says why. */
  readonly value: number | null;
  readonly unit: string;
  readonly target: NonNullable<Figure["target"]> | null;
  readonly isMet: boolean | null;
  readonly method: string;
  readonly error?: string;
}

/** What a process measures: its name, and how it is asked. */
type Task = readonly [name: string, args: readonly string[]];

/** The figures in files of their own, the exercises with all of theirs, and the site under load. */
async function listTasks(): Promise<Task[]> {
  const files: string[] = [];
  for await (const { name } of Deno.readDir("bench/figures")) files.push(name);
  return [
    ...files.sort().map((file): Task => [
      file.replace(/\.ts$/, "").replaceAll("_", "-"),
      [file],
    ]),
    ...(await listSlugs(Deno.cwd())).map((slug): Task => [slug, ["exercise", slug]]),
    ["load", ["load"]],
    ["postgres-load", ["postgres-load"]],
  ];
}

async function measure([name, args]: Task): Promise<Measured[]> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      "--allow-read",
      "--allow-env",
      `--allow-write=_fresh,${Deno.env.get("TMPDIR") || "/tmp"}`,
      "--allow-net=127.0.0.1",
      "--allow-run",
      "--allow-sys=uid",
      "tools/bench/measure.ts",
      ...args,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (!success) {
    const error = new TextDecoder().decode(stderr).trim().split("\n")[0];
    return [{ name, value: null, unit: "", target: null, isMet: false, method: "", error }];
  }
  const figures = JSON.parse(new TextDecoder().decode(stdout)) as Omit<Measured, "isMet">[];
  return figures.map((figure) => {
    const { value, target } = figure;
    return { ...figure, isMet: target === null ? null : meets(value!, target) };
  });
}

function meets(value: number, target: NonNullable<Figure["target"]>): boolean {
  return "atLeast" in target ? value >= target.atLeast : value <= target.atMost;
}

function describe({ name, value, unit, target, isMet, error }: Measured): string {
  const mark = isMet === null ? " " : isMet ? "✓" : "✗";
  const shown = value === null ? `failed: ${error}` : `${show(value)} ${unit}`;
  const wanted = target === null
    ? ""
    : "atLeast" in target
    ? `at least ${show(target.atLeast)}`
    : `at most ${show(target.atMost)}`;
  return `${mark} ${name.padEnd(40)} ${shown.padEnd(46)} ${wanted}`.trimEnd();
}

function show(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 2 : 0 });
}

async function bench(
  positionals: readonly string[],
  { isJson, submissions }: { readonly isJson: boolean; readonly submissions?: string },
): Promise<number> {
  // Such figures are measured together: one that is asked for brings the others along.
  const isAsked = (name: string) => positionals.some((begin) => name.startsWith(begin));
  const tasks = (await listTasks()).filter(([name, [kind]]) =>
    positionals.length === 0 || isAsked(name) ||
    (["exercise", "load"].includes(kind) &&
      positionals.some((begin) => begin.startsWith(`${name}-`)))
  );
  if (submissions !== undefined) {
    if (!/^[1-9]\d*$/.test(submissions)) {
      throw new UsageError(
        `--submissions is "${submissions}": expected a whole number from 1 on`,
      );
    }
    tasks.splice(0, tasks.length, ["load-long", ["load", submissions]]);
  }
  if (tasks.length === 0) {
    throw new UsageError(`No figure's name begins with ${positionals.join(" or ")}`);
  }
  const measured: Measured[] = [];
  for (const task of tasks) {
    for (const figure of await measure(task)) {
      const isPicked = positionals.length === 0 || isAsked(figure.name);
      if (figure.value !== null && !isPicked) continue;
      measured.push(figure);
      if (!isJson) console.log(describe(figure));
    }
  }
  if (isJson) {
    const engine = await hashFiles(Deno.cwd(), ["engine", "sandbox/inner"]);
    console.log(
      JSON.stringify({ date: new Date().toISOString(), engine, figures: measured }, null, 2),
    );
  }
  return measured.every(({ isMet }) => isMet !== false) ? 0 : 1;
}

await runCommand({
  help: HELP,
  options: { json: { type: "boolean", default: false }, submissions: { type: "string" } },
  words: [0, Infinity],
  run: ({ json, submissions }, names) => bench(names, { isJson: json, submissions }),
});
