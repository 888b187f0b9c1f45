/** SHA-256 of some text, as lowercase hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** All files below the folders, sorted by path, without tests. Paths are relative to `root`. */
export async function listFiles(root: string, folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${root}/${folder}`)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) await visit(path);
      else if (!/_test\.tsx?$/.test(entry.name)) found.push(path);
    }
  };
  for (const folder of folders) {
    try {
      await visit(folder);
    } catch (error) {
      // A folder that is not there has no files.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return found.sort();
}

/** One hash over the names and contents of all files below some folders, or of those that count. */
export async function hashFiles(
  root: string,
  folders: readonly string[],
  counts: (path: string) => boolean = () => true,
): Promise<string> {
  const parts: string[] = [];
  for (const path of (await listFiles(root, folders)).filter(counts)) {
    parts.push(`${path}\n${await Deno.readTextFile(`${root}/${path}`)}`);
  }
  return await sha256(parts.join("\n"));
}
