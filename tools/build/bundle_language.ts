import * as esbuild from "esbuild";
import { listFiles } from "@/lib/hash_files.ts";
import { LANGUAGE_LIBRARIES } from "@/lib/language_libraries.ts";
import type { Step } from "../build.ts";
import { esbuildOptions } from "./esbuild_options.ts";
import { listOutputs } from "./list_outputs.ts";

type Texts = Record<string, string>;

const LIBRARY = "node_modules/typescript/lib";
const ENGINE_TYPES = "engine/types.ts";

/**
 * The worker `/language/worker.js`, which knows TypeScript and every exercise's types. What is large
 * and hardly ever changes, TypeScript and its library, lies in chunks that browsers keep for ever.
 */
export const bundleLanguage: Step = {
  name: "language",
  sources: ["islands/language", "sandbox/inner", "exercises", "engine"],

  async run(root) {
    await esbuild.build({
      ...esbuildOptions(root),
      entryPoints: [{ in: "language:entry", out: "language/worker" }],
      plugins: [languageEntry(root)],
      splitting: true,
      outdir: "_fresh/language",
      chunkNames: "language/chunk-[hash]",
      platform: "browser",
    });
    const files = await listOutputs(root, {
      name: "language",
      base: "",
      isImmutable: (path) => path.includes("/chunk-"),
    });
    return { files };
  },
};

const ENTRY = `
import { serve } from "@/islands/language/serve.ts";
import types from "language:types";
serve({
  typescript: async () => (await import("typescript")).default,
  library: async () => (await import("language:library")).default,
  types,
});`;

function languageEntry(root: string): esbuild.Plugin {
  const contents: Record<string, () => Promise<string>> = {
    entry: () => Promise.resolve(ENTRY),
    types: async () => `export default ${JSON.stringify(await readTypes(root))}`,
    library: async () => `export default ${JSON.stringify(await readLibrary(root))}`,
  };
  return {
    name: "language-entry",
    setup(build) {
      build.onResolve({ filter: /^language:/ }, ({ path }) => ({
        path: path.slice("language:".length),
        namespace: "language",
      }));
      build.onLoad({ filter: /.*/, namespace: "language" }, async ({ path }) => ({
        contents: await contents[path](),
        resolveDir: root,
        loader: "js",
      }));
    },
  };
}

/** For each exercise what its program may import types from. */
async function readTypes(root: string): Promise<Record<string, Texts>> {
  const types: Record<string, Texts> = {};
  for (const path of await listFiles(root, ["exercises"])) {
    const slug = path.match(/^exercises\/([^/]+)\/api\.ts$/)?.[1];
    if (slug === undefined) continue;
    const api = await Deno.readTextFile(`${root}/${path}`);
    types[slug] = { "/api.ts": api };
    if (!api.includes(`@/${ENGINE_TYPES}`)) continue;
    types[slug][`/${ENGINE_TYPES}`] = await Deno.readTextFile(`${root}/${ENGINE_TYPES}`);
  }
  return types;
}

/** The declarations of the language and all that they refer to: neither a page's nor a server's. */
export async function readLibrary(root: string): Promise<Texts> {
  const texts: Texts = {};
  const visit = async (name: string): Promise<void> => {
    const path = `/lib.${name}.d.ts`;
    if (texts[path] !== undefined) return;
    const text = texts[path] = await Deno.readTextFile(`${root}/${LIBRARY}${path}`);
    for (const [, other] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)" \/>/gm)) {
      await visit(other);
    }
  };
  for (const name of LANGUAGE_LIBRARIES) await visit(name);
  return texts;
}
