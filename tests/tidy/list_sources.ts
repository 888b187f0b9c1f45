/** Folders with files that nobody wrote here. */
const FOREIGN = ["node_modules", "_fresh", "data", ".git"];

/** All files of the project below a folder, sorted, as paths from the root. */
export async function listProject(folder = "."): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = folder === "." ? name : `${folder}/${name}`;
    if (folder === "." && FOREIGN.includes(name)) continue;
    if (isDirectory) found.push(...await listProject(path));
    else found.push(path);
  }
  return found.sort();
}

/** All TypeScript of the project, without what learners would write. */
export async function listSources(): Promise<string[]> {
  const all = await listProject();
  return all.filter((path) => /\.tsx?$/.test(path) && !isLearners(path));
}

/** A file as a learner writes it: another style, and its own `./api.ts`. */
export function isLearners(path: string): boolean {
  return path.startsWith("solutions/") || /^exercises\/[^/]+\/starter\.ts$/.test(path);
}

export function readSource(path: string): Promise<string> {
  return Deno.readTextFile(path);
}
