import { hashFiles, sha256 } from "@/lib/hash_files.ts";
import { LIMITS } from "./limits.ts";
import { cacheOf, childCommand, WallsError } from "./walls.ts";

/** After so many runs Deno has stored all that it stores. */
const WARMING_RUNS = 3;
/** On a busy machine a run may end before Deno has stored the code: then others follow. */
const WARMING_RUNS_MAX = 12;

/** What a child is made of, besides its graders. */
const SOURCES = ["engine", "sandbox", "exercises", "lib"];

/**
 * The one file that a child runs: engine, inner walls and every grader found in a folder. Built
 * when the sources have changed, and otherwise where the last build put it.
 *
 * @returns the file's path.
 * @throws WallsError where it would have to be built, and this process may not.
 */
export async function childBundle(root: string, graders = "graders"): Promise<string> {
  // The packages' versions stand in deno.json.
  const versions = await Deno.readTextFile(`${root}/deno.json`);
  const hash = await sha256(await hashFiles(root, [...SOURCES, graders]) + versions);
  const path = `${root}/_fresh/child-${hash.slice(0, 16)}.js`;
  if (!await exists(path)) await make(path, root, graders);
  if (!await exists(cacheOf(path))) await warm(path);
  return path;
}

async function make(path: string, root: string, graders: string): Promise<void> {
  try {
    await Deno.mkdir(`${root}/_fresh`, { recursive: true });
    // Written aside and renamed, so that nobody ever starts half a file.
    const aside = `${path}.${crypto.randomUUID()}`;
    await Deno.writeTextFile(aside, await bundle(root, graders));
    await Deno.rename(aside, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new WallsError(
      "What children run is not built, or older than the program: run `deno task build`",
      { cause: error },
    );
  }
}

/**
 * Lets a few children start and end, so that Deno keeps what it makes of the bundle, its compiled
 * code above all, in a folder that later children read: they start in less than half the time.
 */
async function warm(path: string): Promise<void> {
  const cache = cacheOf(path);
  const aside = `${cache}.${crypto.randomUUID()}`;
  const walls = { hasLimits: false, hasNamespaces: false };
  const [command, args] = childCommand(walls, LIMITS, { deno: Deno.execPath(), bundle: path });
  const env = { DENO_DIR: aside, DENO_NO_UPDATE_CHECK: "1" };
  try {
    const { size } = await Deno.stat(path);
    for (let run = 1; run <= WARMING_RUNS || await codeBytes(aside) < size; run++) {
      if (run > WARMING_RUNS_MAX) throw new Error("Deno stores no code");
      await new Deno.Command(command, { args, env, clearEnv: true, stdin: "null" }).output();
    }
    await Deno.rename(aside, cache);
  } catch {
    // Without permission to start a child, or beside another process that was faster: the only loss
    // is some speed, until the next start tries again.
    await Deno.remove(aside, { recursive: true }).catch(() => {});
  }
}

/** How large the compiled code is that Deno keeps in a folder; more than its source, if it is whole. */
export async function codeBytes(cache: string): Promise<number> {
  let bytes = 0;
  for await (const { name } of Deno.readDir(cache)) {
    if (name.startsWith("v8_code_cache")) bytes += (await Deno.stat(`${cache}/${name}`)).size;
  }
  return bytes;
}

async function bundle(root: string, graders: string): Promise<string> {
  // Most starts find the bundle built, and need no builder.
  const esbuild = await import("esbuild");
  const built = await esbuild.build({
    stdin: { contents: await entry(root, graders), resolveDir: root, loader: "ts" },
    alias: { "@": root },
    bundle: true,
    format: "esm",
    target: "esnext",
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
    logLevel: "silent",
  });
  await esbuild.stop();
  return built.outputFiles[0].text;
}

/** A grader that is imported by a call is in the same file, and runs when it is asked for. */
async function entry(root: string, folder: string): Promise<string> {
  const slugs: string[] = [];
  for await (const entry of Deno.readDir(`${root}/${folder}`)) {
    if (entry.isDirectory) slugs.push(entry.name);
  }
  slugs.sort();
  const graders = slugs.map((slug) =>
    `${JSON.stringify(slug)}: () => import("@/${folder}/${slug}/grader.ts")`
  );
  return [
    `import "@/sandbox/hide_buffer.ts";`,
    `import "@/sandbox/inner/lockdown.ts";`,
    `import { serveOneJob } from "@/sandbox/child_main.ts";`,
    `await serveOneJob({${graders.join()}});`,
  ].join("\n");
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
