import { UsageError } from "../terminal/usage_error.ts";

/** The learner's own file: it is never overwritten. */
export const PROGRAM = "program.ts";
/** The engine's types, for exercises whose types speak of them. */
const ENGINE_TYPES = "engine_types.ts";

/** What was written, and what was there already and stayed. */
export interface Written {
  readonly path: string;
  readonly isNew: boolean;
}

/**
 * Writes an exercise to a folder: instructions, hints, types and the starter, all that an editor
 * needs to complete and check names. A program that is there already stays as it is.
 *
 * @throws UsageError where the folder cannot be had, or has files of something else.
 */
export async function writeFolder(root: string, slug: string, folder: string): Promise<Written> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await refuseOthers(folder);
    return await writeFiles(root, slug, folder);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot write to ${folder}: name a folder that you may write to`);
  }
}

/** README.md and deno.json are files that any folder may have: those of others stay. */
async function refuseOthers(folder: string): Promise<void> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  const isOurs = [PROGRAM, "api.ts", "hints.md"].every((name) => names.includes(name));
  if (isOurs || names.length === 0) return;
  throw new UsageError(
    `The folder ${folder} has files that are of no exercise: name a new folder, or an empty one`,
  );
}

async function writeFiles(root: string, slug: string, folder: string): Promise<Written> {
  const read = (path: string) => Deno.readTextFile(`${root}/${path}`);
  const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
  const api = await read(`exercises/${slug}/api.ts`);
  await write("README.md", await read(`exercises/${slug}/README.md`));
  await write("hints.md", await read(`exercises/${slug}/hints.md`));
  await write("api.ts", api.replaceAll("@/engine/types.ts", `./${ENGINE_TYPES}`));
  if (api.includes("@/engine/types.ts")) await write(ENGINE_TYPES, await read("engine/types.ts"));
  await write("deno.json", `${JSON.stringify({ compilerOptions: { strict: true } }, null, 2)}\n`);
  const path = `${folder}/${PROGRAM}`;
  try {
    const starter = await read(`exercises/${slug}/starter.ts`);
    await Deno.writeTextFile(path, starter, { createNew: true });
    return { path, isNew: true };
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return { path, isNew: false };
    throw error;
  }
}
