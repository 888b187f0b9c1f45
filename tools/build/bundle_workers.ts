import * as esbuild from "esbuild";
import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { esbuildOptions } from "./esbuild_options.ts";
import { listOutputs } from "./list_outputs.ts";

/**
 * Module workers: for every exercise `/run/<slug>.js`, which serves that exercise's public checks,
 * and for every `islands/**` + `/*.entry.ts` a script of its own, under the same path.
 *
 * They are bundled apart from the islands: lockdown must run before all other code of a worker,
 * and chunks shared with islands could be evaluated before it.
 */
export const bundleWorkers: Step = {
  name: "workers",
  sources: ["islands", "engine", "exercises", "lib", "sandbox/inner"],

  async run(root) {
    const sources = await listFiles(root, ["islands", "exercises"]);
    const slugs = sources.includes("islands/run/serve.ts")
      ? sources.flatMap((path) => path.match(/^exercises\/([^/]+)\/examples\.ts$/)?.[1] ?? [])
      : [];
    await esbuild.build({
      ...esbuildOptions(root, [runEntries(root)]),
      entryPoints: slugs.map((slug) => ({ in: `run:${slug}`, out: `run/${slug}` })),
      splitting: true,
      outdir: "_fresh/workers",
      chunkNames: "run/chunk-[hash]",
    });
    await esbuild.build({
      ...esbuildOptions(root),
      entryPoints: sources.filter((path) => path.endsWith(".entry.ts")),
      outdir: "_fresh/workers",
    });
    const files = await listOutputs(root, {
      name: "workers",
      base: "",
      isImmutable: (path) => path.includes("/chunk-"),
    });
    return { files };
  },
};

function runEntries(root: string): esbuild.Plugin {
  return {
    name: "run-entries",
    setup(build) {
      build.onResolve({ filter: /^run:/ }, ({ path }) => ({
        path: path.slice("run:".length),
        namespace: "run",
      }));
      build.onLoad({ filter: /.*/, namespace: "run" }, ({ path: slug }) => ({
        contents: [
          `import "@/sandbox/inner/lockdown.ts";`,
          `import { serve } from "@/islands/run/serve.ts";`,
          `import { suite } from "@/exercises/${slug}/examples.ts";`,
          `serve(suite);`,
        ].join("\n"),
        resolveDir: root,
        loader: "ts",
      }));
    },
  };
}
