/**
 * Measures the figures of `bench/figures`, each in a process of its own so that none warms or
 * freezes another's. `deno task bench --help` says how.
 */
import { parseArgs } from "node:util";
import type { Figure } from "@/bench/figure.ts";
import { hashFiles } from "@/lib/hash_files.ts";

const HELP = `Measures the engine and the grader on this machine, one core at a time.

  deno task bench [NAME ...] [--json]

  NAME    only the figures whose names begin like this
  --json  print the figures as JSON

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

/** The figures' files, by the figures' names. */
async function listFigures(): Promise<Map<string, string>> {
  const files: string[] = [];
  for await (const { name } of Deno.readDir("bench/figures")) files.push(name);
  return new Map(
    files.sort().map((file) => [file.replace(/\.ts$/, "").replaceAll("_", "-"), file]),
  );
}

async function measure(name: string, file: string): Promise<Measured> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      "--allow-read",
      "--allow-env",
      "--allow-write=_fresh",
      "--allow-run",
      "tools/bench/measure.ts",
      file,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (!success) {
    const error = new TextDecoder().decode(stderr).trim().split("\n")[0];
    return { name, value: null, unit: "", target: null, isMet: false, method: "", error };
  }
  const figure = JSON.parse(new TextDecoder().decode(stdout)) as Omit<Measured, "name" | "isMet">;
  const { value, target } = figure;
  return { name, ...figure, isMet: target === null ? null : meets(value!, target) };
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
  return `${mark} ${name.padEnd(34)} ${shown.padEnd(46)} ${wanted}`.trimEnd();
}

function show(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 2 : 0 });
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const figures = [...await listFigures()].filter(([name]) =>
    positionals.length === 0 || positionals.some((begin) => name.startsWith(begin))
  );
  if (figures.length === 0) {
    console.error(`No figure's name begins with ${positionals.join(" or ")}`);
    return 64;
  }
  const measured: Measured[] = [];
  for (const [name, file] of figures) {
    measured.push(await measure(name, file));
    if (!values.json) console.log(describe(measured.at(-1)!));
  }
  if (values.json) {
    const engine = await hashFiles(Deno.cwd(), ["engine", "sandbox/inner"]);
    console.log(
      JSON.stringify({ date: new Date().toISOString(), engine, figures: measured }, null, 2),
    );
  }
  return measured.every(({ isMet }) => isMet !== false) ? 0 : 1;
}

if (import.meta.main) {
  Deno.exit(
    await main(Deno.args).catch((error) => {
      console.error(error instanceof Error ? error.message : String(error));
      return 64;
    }),
  );
}
