/** Makes the files of a new exercise or section: `deno task new exercise SLUG`, `... section SLUG`. */
import { scaffoldExercise } from "./new/scaffold_exercise.ts";
import { scaffoldSection } from "./new/scaffold_section.ts";
import { splitSection } from "./build/content/front_matter.ts";
import { runCommand } from "./terminal/run_command.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP = `Makes what a new exercise or section of the chapter needs, complete and in order.

  deno task new exercise|section SLUG

  exercise  makes exercises/SLUG, graders/SLUG and solutions/SLUG
  section   makes content/SLUG.mdx, with underscores for dashes

SLUG is like vector-clock. Then change the files until they are yours, and run: deno task check`;

async function make([kind, slug]: readonly string[]): Promise<string[]> {
  if (kind !== "exercise" && kind !== "section") {
    throw new UsageError(`Cannot make a new ${kind}: only a new exercise or section`);
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(slug)) {
    throw new UsageError(`The slug is "${slug}": choose one like vector-clock`);
  }
  const files = kind === "exercise"
    ? scaffoldExercise(slug)
    : scaffoldSection(slug, await placeOfNew());
  await refuseExisting(Object.keys(files), slug);
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(path.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(path, text, { createNew: true });
  }
  return Object.keys(files);
}

/** Where a new section goes at first: to the end, into the last part. */
async function placeOfNew(): Promise<{ order: number; part: string }> {
  const entries = await Array.fromAsync(Deno.readDir("content"));
  const paths = entries.map(({ name }) => `content/${name}`).filter((path) =>
    path.endsWith(".mdx")
  );
  const fronts = await Promise.all(
    paths.map(async (path) => splitSection(path, await Deno.readTextFile(path)).front),
  );
  const last = fronts.find(({ order }) => order === fronts.length);
  return { order: fronts.length + 1, part: last?.part ?? "The first part" };
}

/** All or nothing: no file of somebody's is ever written over. */
async function refuseExisting(paths: readonly string[], slug: string): Promise<void> {
  for (const path of paths) {
    const folder = path.startsWith("content/") ? path : path.split("/").slice(0, 2).join("/");
    try {
      await Deno.stat(folder);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      throw error;
    }
    throw new UsageError(`${folder} is there already: choose another slug than ${slug}`);
  }
}

await runCommand({
  help: HELP,
  words: [2, 2],
  async run(_, words) {
    const made = await make(words);
    console.log(`Made ${made.length} files:\n${made.map((path) => `  ${path}`).join("\n")}`);
    console.log("\nChange them until they are yours, then run: deno task check");
  },
});
