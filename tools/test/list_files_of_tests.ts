const FOREIGN = ["node_modules", "_fresh", "data", ".git"];

/** Every `*_test.ts` and `*_test.tsx` of the project, sorted, as paths from the root. */
export async function listFilesOfTests(folder = "."): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = folder === "." ? name : `${folder}/${name}`;
    if (isDirectory && !FOREIGN.includes(name)) found.push(...await listFilesOfTests(path));
    else if (/_test\.tsx?$/.test(name)) found.push(path);
  }
  return found.sort();
}
