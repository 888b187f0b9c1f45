/**
 * Builds what the browser needs into `_fresh/`, as far as its sources have changed.
 *
 * Each step lists its sources; a step whose sources have the hash of its last run is skipped.
 */
import { stop } from "esbuild";
import type { BuiltFile, Manifest } from "@/fresh/build_cache.ts";
import { hashFiles, sha256 } from "@/lib/hash_files.ts";
import { childBundle } from "@/sandbox/child_bundle.ts";
import { StartError } from "@/serve.ts";
import { bundleIslands } from "./build/bundle_islands.ts";
import { bundleLanguage } from "./build/bundle_language.ts";
import { bundleServiceWorker } from "./build/bundle_service_worker.ts";
import { bundleWorkers } from "./build/bundle_workers.ts";
import { compileContent } from "./build/compile_content.ts";
import { listStatic } from "./build/list_static.ts";
import { writeStyles } from "./build/write_styles.ts";
import { runCommand } from "./terminal/run_command.ts";
import { showLine } from "./terminal/show_line.ts";

const HELP = `Builds what the browser and the grader need into _fresh/, as far as it is stale.

  deno task build

Other tasks do it by themselves.`;

/** What one step hands to the manifest. */
export interface StepResult {
  readonly files?: Record<string, BuiltFile>;
  readonly islands?: Record<string, string>;
  readonly lazyIslands?: readonly string[];
  readonly clientEntry?: string;
}

/** A part of the build that is redone when one of its sources has changed. */
export interface Step {
  readonly name: string;
  /** Folders and files, from the root. */
  readonly sources: readonly string[];
  /** What it depends on besides. */
  readonly salt?: string;
  /** Runs in the project's root and writes only below `_fresh/<name>`. */
  run(root: string): Promise<StepResult>;
}

const STEPS: Step[] = [
  bundleIslands,
  bundleLanguage,
  bundleWorkers,
  writeStyles,
  listStatic,
  compileContent,
];

/** Brings `_fresh/` up to date and returns the names of the steps that had to run. */
async function build(root: string): Promise<string[]> {
  await Deno.mkdir(`${root}/_fresh`, { recursive: true });
  // One build at a time: a second one waits, and then finds nothing left to do.
  using lock = await Deno.open(`${root}/_fresh/.lock`, { write: true, create: true });
  await lock.lock(true);
  return await buildLocked(root);
}

async function buildLocked(root: string): Promise<string[]> {
  const ran: string[] = [];
  const hashes: string[] = [];
  const results: StepResult[] = [];
  // The tools that make the output are among the sources of each step.
  const tools = await hashFiles(root, ["tools/build"]) +
    await Deno.readTextFile(`${root}/deno.json`);
  const take = async (step: Step) => {
    const { hash, result, hasRun } = await bringUpToDate(root, step, tools);
    hashes.push(hash);
    results.push(result);
    if (hasRun) ran.push(step.name);
  };
  for (const step of STEPS) await take(step);
  const filesOf = () => Object.assign({}, ...results.map(({ files }) => files));
  const buildId = (await sha256(hashes.join())).slice(0, 12);
  await take(bundleServiceWorker({ buildId, files: filesOf() }));
  await childBundle(root);
  await stop();
  const manifest: Manifest = {
    buildId,
    clientEntry: results.find(({ clientEntry }) => clientEntry !== undefined)!.clientEntry!,
    islands: Object.assign({}, ...results.map(({ islands }) => islands)),
    lazyIslands: results.flatMap(({ lazyIslands }) => lazyIslands ?? []),
    files: filesOf(),
  };
  await writeJson(`${root}/_fresh/manifest.json`, manifest);
  return ran;
}

/** Runs a step, unless its sources are those of its last run. */
async function bringUpToDate(
  root: string,
  step: Step,
  tools: string,
): Promise<KnownStep & { readonly hasRun: boolean }> {
  const { name, sources, salt = "" } = step;
  const hash = await sha256(tools + await hashFiles(root, sources) + salt);
  const known = await readStep(root, name);
  if (known?.hash === hash) return { ...known, hasRun: false };
  // First of all, so that a build that dies on the way is not taken for done.
  await Deno.remove(`${root}/_fresh/${name}.json`).catch(ignoreMissing);
  await Deno.remove(`${root}/_fresh/${name}`, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(`${root}/_fresh/${name}`, { recursive: true });
  showLine(`Building ${name}`, Deno.stderr);
  const result = await step.run(root);
  await writeJson(`${root}/_fresh/${name}.json`, { hash, result });
  return { hash, result, hasRun: true };
}

interface KnownStep {
  readonly hash: string;
  readonly result: StepResult;
}

async function readStep(root: string, name: string): Promise<KnownStep | undefined> {
  try {
    await Deno.stat(`${root}/_fresh/${name}`);
    return JSON.parse(await Deno.readTextFile(`${root}/_fresh/${name}.json`)) as KnownStep;
  } catch {
    // Never built, or not to the end.
    return undefined;
  }
}

/** Written aside and renamed, so that a server that starts meanwhile never reads half of it. */
async function writeJson(path: string, value: unknown): Promise<void> {
  const aside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(aside, JSON.stringify(value));
  await Deno.rename(aside, path);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** What the person at the machine can mend is told in one line. */
function explain(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string };
  // The bundler tells of a full disk in words alone.
  if (code === "ENOSPC" || message?.includes("no space left on device")) {
    throw new StartError("Cannot build into _fresh: the disk is full: make room");
  }
  if (code === "EROFS" || code === "EACCES") {
    throw new StartError(
      "Cannot build into _fresh: let this user write there, or serve what is built already with " +
        "deploy/start.sh",
    );
  }
  throw error;
}

await runCommand({
  help: HELP,
  async run() {
    const startMs = performance.now();
    const ran = await build(Deno.cwd()).catch(explain);
    if (ran.length === 0) return;
    showLine("", Deno.stderr);
    console.error(`Built ${ran.join(", ")} in ${Math.round(performance.now() - startMs)} ms`);
  },
});
