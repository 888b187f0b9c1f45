import { listSlugs } from "./exercises.ts";

/** A program that is right. */
export interface RightProgram {
  /** Its file's name in words, such as "Array by index". */
  readonly name: string;
  readonly source: string;
}

/** What only who may see it gets to see: see `maySeeSolution`. */
export interface Solutions {
  readonly solution: RightProgram;
  /** Unusual, and right all the same. */
  readonly variants: readonly RightProgram[];
}

/** An exercise's right programs, or undefined where there is no such exercise. */
export async function readSolutions(
  slug: string,
  root: string = Deno.cwd(),
): Promise<Solutions | undefined> {
  // Looked up in the list, so that no slug is ever a path.
  if (!(await listSlugs(root)).includes(slug)) return undefined;
  const folder = `${root}/solutions/${slug}`;
  const files = await Array.fromAsync(Deno.readDir(`${folder}/variants`));
  const names = files.map(({ name }) => name).filter((name) => name.endsWith(".ts")).sort();
  return {
    solution: await read(`${folder}/solution.ts`),
    variants: await Promise.all(names.map((name) => read(`${folder}/variants/${name}`))),
  };
}

async function read(path: string): Promise<RightProgram> {
  const words = path.replace(/^.*\//, "").replace(/\.ts$/, "").replaceAll("_", " ");
  // The first line marks what must not be bundled: it is no part of the program. And where a learner
  // writes, the types lie beside it.
  const source = (await Deno.readTextFile(path)).replace(/^\/\/ hidden: .*\n/, "")
    .replace(/"@\/exercises\/[a-z0-9-]+\/api\.ts"/, '"./api.ts"');
  return { name: words[0].toUpperCase() + words.slice(1), source };
}
