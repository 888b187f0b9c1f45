import { hashFiles, sha256 } from "@/lib/hash_files.ts";

/** What a child is made of, besides its graders. */
const SOURCES = ["engine", "sandbox", "exercises", "lib"];

/**
 * The one file that a child runs: engine, inner walls and every grader found in a folder. Built
 * when the sources have changed, and otherwise where the last build put it.
 *
 * @returns the file's path.
 */
export async function childBundle(root: string, graders = "graders"): Promise<string> {
  // The packages' versions stand in deno.json.
  const versions = await Deno.readTextFile(`${root}/deno.json`);
  const hash = await sha256(await hashFiles(root, [...SOURCES, graders]) + versions);
  const path = `${root}/_fresh/child-${hash.slice(0, 16)}.js`;
  if (await exists(path)) return path;
  await Deno.mkdir(`${root}/_fresh`, { recursive: true });
  // Most starts find the bundle built, and need no builder.
  const esbuild = await import("esbuild");
  const built = await esbuild.build({
    stdin: { contents: await entry(root, graders), resolveDir: root, loader: "ts" },
    alias: { "@": root },
    bundle: true,
    format: "esm",
    target: "esnext",
    minifySyntax: true,
    write: false,
    logLevel: "silent",
  });
  await esbuild.stop();
  // Written aside and renamed, so that nobody ever starts half a file.
  const aside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(aside, built.outputFiles[0].text);
  await Deno.rename(aside, path);
  return path;
}

async function entry(root: string, graders: string): Promise<string> {
  const slugs: string[] = [];
  for await (const folder of Deno.readDir(`${root}/${graders}`)) {
    if (folder.isDirectory) slugs.push(folder.name);
  }
  slugs.sort();
  return [
    `import "@/sandbox/inner/lockdown.ts";`,
    `import { serveOneJob } from "@/sandbox/child_main.ts";`,
    ...slugs.map((slug, index) =>
      `import { suite as suite${index} } from "@/${graders}/${slug}/grader.ts";`
    ),
    `await serveOneJob({${
      slugs.map((slug, index) => `${JSON.stringify(slug)}: suite${index}`).join()
    }});`,
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
