import { esbuildBinary } from "../permissions.ts";
import { listFilesOfTests } from "./list_files_of_tests.ts";
import { findChromium } from "./find_chromium.ts";
import { findOnPath } from "./find_on_path.ts";
import { type Group, groupOf, GROUPS, type Machine } from "./groups.ts";
import { addCounts, type Counts, findHung, NO_TESTS, readSummary } from "./read_summary.ts";
import { UsageError } from "../terminal/usage_error.ts";
import { findPostgres, startPostgres } from "./start_postgres.ts";

/** Each of a browser's tests has a browser and a site: more of them at once want much memory. */
const JOBS_MAX = 4;

/**
 * Runs the tests below some paths, all of them where there are none, but for one file: each group
 * of files with the permissions that it needs and no others.
 *
 * @throws UsageError where a path leads to no test: a slip of the hand must not look like a pass.
 */
export async function runTests(paths: readonly string[], leftOut?: string): Promise<Counts> {
  const all = await listFilesOfTests();
  const below = (path: string) => (file: string) => file === path || file.startsWith(`${path}/`);
  const empty = paths.find((path) => !all.some(below(path)));
  if (empty !== undefined) throw new UsageError(`There are no tests at ${empty}`);
  const files = all.filter((file) =>
    file !== leftOut && (paths.length === 0 || paths.some((path) => below(path)(file)))
  );
  const tempDir = await Deno.makeTempDir({ prefix: "truthlab-test-" });
  try {
    const machine = await inspectMachine(tempDir);
    let counts = NO_TESTS;
    for (const group of GROUPS) {
      const own = await filesOf(group, files);
      if (own.length > 0) counts = addCounts(counts, await runGroup(group, own, machine));
    }
    return counts;
  } finally {
    await Deno.remove(tempDir, { recursive: true });
  }
}

async function inspectMachine(tempDir: string): Promise<Machine> {
  const walls = await Promise.all(["bwrap", "prlimit"].map((name) => findOnPath([name])));
  const killer = await findOnPath(["pkill"]);
  return {
    tempDir,
    deno: Deno.execPath(),
    walls: walls.filter((path) => path !== undefined),
    killer,
    bundler: await esbuildBinary(),
  };
}

async function filesOf(group: Group, files: readonly string[]): Promise<readonly string[]> {
  const { repeats } = group;
  if (repeats === undefined) return files.filter((file) => groupOf(file) === group);
  const sources = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return files.filter((file, index) => groupOf(file) === group || repeats.test(sources[index]));
}

async function runGroup(
  group: Group,
  files: readonly string[],
  machine: Machine,
): Promise<Counts> {
  if (group.needs === "Chromium") {
    const browser = await findChromium();
    if ("advice" in browser) return await skip(group, files, browser.advice);
    return await runFiles(group, files, { ...machine, chromium: browser.path });
  }
  if (group.needs === "PostgreSQL") {
    const programs = await findPostgres();
    if ("advice" in programs) return await skip(group, files, programs.advice);
    const server = await startPostgres(programs);
    try {
      return await runFiles(group, files, machine, { TEST_POSTGRES_URL: server.url });
    } finally {
      await server.stop();
    }
  }
  return await runFiles(group, files, machine);
}

async function skip(
  { name, needs }: Group,
  files: readonly string[],
  advice: string,
): Promise<Counts> {
  const skipped = await countTests(files);
  console.log(`\n!!! ${skipped} ${name} tests are SKIPPED: no ${needs}. ${advice}\n`);
  return { ...NO_TESTS, skipped };
}

async function runFiles(
  group: Group,
  files: readonly string[],
  machine: Machine,
  env: Readonly<Record<string, string>> = {},
): Promise<Counts> {
  const { tempDir, chromium } = machine;
  console.log(`\n--- ${group.name}: ${files.length} files`);
  const child = new Deno.Command(machine.deno, {
    args: [
      "test",
      "--quiet",
      "--no-prompt",
      "--no-check",
      "--cached-only",
      ...(group.isParallel ? ["--parallel"] : []),
      ...(group.sharesResources ? [] : ["--sanitize-ops", "--sanitize-resources"]),
      ...group.permissions(machine),
      ...files,
    ],
    env: {
      NO_COLOR: "1",
      TMPDIR: tempDir,
      DENO_JOBS: String(Math.min(navigator.hardwareConcurrency, JOBS_MAX)),
      ...group.env,
      ...env,
      ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const stop = () => child.kill("SIGKILL");
  const [output, { success }] = await Promise.all([passOn(child.stdout, stop), child.status]);
  return readSummary(output, success);
}

/**
 * Shows what a run says while it says it, and keeps it. A test that hangs takes its whole run with
 * it, as a failure that names it: the runner itself would wait for ever.
 */
async function passOn(stream: ReadableStream<Uint8Array>, stop: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let hung: string | undefined;
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    await Deno.stdout.write(chunk);
    if (hung !== undefined) continue;
    hung = findHung(text);
    if (hung === undefined) continue;
    console.log(`\n!!! ${hung} hangs: it and the tests after it in this run are given up\n`);
    stop();
  }
  return text;
}

/** Counts tests without running them. */
async function countTests(files: readonly string[]): Promise<number> {
  const sources = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return sources.join("\n").match(/^\s*Deno\.test\(/gm)?.length ?? 0;
}
