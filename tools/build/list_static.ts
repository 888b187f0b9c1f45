import { listFiles } from "@/lib/hash_files.ts";
import type { BuiltFile } from "@/fresh/build_cache.ts";
import type { Step } from "../build.ts";
import { contentType, hashBytes } from "./list_outputs.ts";

/** The files of `static/`, served as they are under their own names. */
export const listStatic: Step = {
  name: "static",
  sources: ["static"],

  async run(root) {
    const files: Record<string, BuiltFile> = {};
    for (const path of await listFiles(root, ["static"])) {
      files[path.slice("static".length)] = {
        path,
        hash: await hashBytes(await Deno.readFile(`${root}/${path}`)),
        contentType: contentType(path),
        isImmutable: false,
      };
    }
    return { files };
  },
};
