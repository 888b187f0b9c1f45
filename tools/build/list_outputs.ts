import type { BuiltFile } from "@/fresh/build_cache.ts";
import { getMimeType } from "hono/utils/mime";

/** Every file below `_fresh/<name>`, keyed by its URL: `<base>/<path in the folder>`. */
export async function listOutputs(
  root: string,
  options: { name: string; base: string; isImmutable: (path: string) => boolean },
): Promise<Record<string, BuiltFile>> {
  const files: Record<string, BuiltFile> = {};
  const visit = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${root}/_fresh/${options.name}${folder}`)) {
      const below = `${folder}/${entry.name}`;
      if (entry.isDirectory) {
        await visit(below);
        continue;
      }
      const path = `_fresh/${options.name}${below}`;
      files[options.base + below] = {
        path,
        hash: await hashBytes(await Deno.readFile(`${root}/${path}`)),
        contentType: contentType(below),
        isImmutable: options.isImmutable(below),
      };
    }
  };
  await visit("");
  return files;
}

/** The first 16 hexadecimal digits of the content's SHA-256. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function contentType(path: string): string {
  const type = getMimeType(path) ?? "application/octet-stream";
  return type.startsWith("text/javascript") ? "text/javascript; charset=utf-8" : type;
}
