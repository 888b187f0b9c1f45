/** The first of some programs that is on the PATH. */
export async function findOnPath(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
      try {
        const { isFile } = await Deno.stat(`${folder}/${name}`);
        if (isFile) return `${folder}/${name}`;
      } catch {
        // Not there.
      }
    }
  }
  return undefined;
}
