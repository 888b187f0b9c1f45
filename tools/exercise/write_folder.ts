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
 */
export async function writeFolder(root: string, slug: string, folder: string): Promise<Written> {
  await Deno.mkdir(folder, { recursive: true });
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
