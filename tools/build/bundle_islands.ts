import * as esbuild from "esbuild";
import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { esbuildOptions } from "./esbuild_options.ts";
import { listOutputs } from "./list_outputs.ts";

/** Figures are many and large, and most readers do not come to all of them. */
const isFigure = (path: string) => path.startsWith("islands/figures/");

/**
 * Islands and the script that hydrates them, in modules that share what they have in common.
 * Every file `islands/**` + `/*.tsx` is an entry; those without a default export are parts of others.
 */
export const bundleIslands: Step = {
  name: "islands",
  sources: ["islands", "components", "engine", "exercises", "lib", "sandbox/inner", "fresh"],

  async run(root) {
    const islands: string[] = [];
    for (const path of await listFiles(root, ["islands"])) {
      if (!path.endsWith(".tsx")) continue;
      const source = await Deno.readTextFile(`${root}/${path}`);
      if (/^export default\b/m.test(source)) islands.push(path);
    }
    const built = await esbuild.build({
      ...esbuildOptions(root),
      entryPoints: ["fresh/client.ts", ...islands],
      splitting: true,
      outdir: "_fresh/islands",
      entryNames: "[dir]/[name]-[hash]",
      chunkNames: "chunks/[name]-[hash]",
    });
    const urls: Record<string, string> = {};
    for (const [output, { entryPoint }] of Object.entries(built.metafile.outputs)) {
      if (entryPoint !== undefined) {
        urls[entryPoint] = output.replace(/^_fresh\/islands/, "/_fresh");
      }
    }
    const { "fresh/client.ts": clientEntry, ...rest } = urls;
    const files = await listOutputs(root, {
      name: "islands",
      base: "/_fresh",
      isImmutable: () => true,
    });
    // Chunks that are loaded later are entry points for esbuild, but no islands.
    const own = Object.fromEntries(Object.entries(rest).filter(([path]) => islands.includes(path)));
    return { files, islands: own, lazyIslands: Object.keys(own).filter(isFigure), clientEntry };
  },
};
