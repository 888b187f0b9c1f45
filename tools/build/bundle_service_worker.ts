import * as esbuild from "esbuild";
import { ASSET_KEY } from "@/fresh/shared.ts";
import type { Manifest } from "@/fresh/build_cache.ts";
import type { Kept } from "@/islands/offline/serve.ts";
import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { esbuildOptions } from "./esbuild_options.ts";
import { listOutputs } from "./list_outputs.ts";

/** Pages that are not a section's or an exercise's. */
const PAGES = ["/", "/chapter", "/exercises", "/glossary", "/theatre", "/offline"];
/** Large, or of no use to a page: kept once they are used. */
const NOT_AT_ONCE = /^\/language\/|^\/robots\.txt$/;

/**
 * `/service-worker.js`: the worker with the list of what it is to keep. It differs from build to
 * build, and that is how browsers notice that there is a new one.
 */
export function bundleServiceWorker(
  { buildId, files }: Pick<Manifest, "buildId" | "files">,
): Step {
  return {
    name: "offline",
    sources: ["islands/offline"],
    salt: buildId,

    async run(root) {
      const kept: Kept = {
        build: buildId,
        files: Object.entries(files)
          .filter(([url]) => !NOT_AT_ONCE.test(url))
          .map(([url, { isImmutable }]) => isImmutable ? url : `${url}?${ASSET_KEY}=${buildId}`),
        pages: await listPages(root),
      };
      const entry = `import { serve } from "@/islands/offline/serve.ts";`;
      await esbuild.build({
        ...esbuildOptions(root),
        stdin: { contents: `${entry}serve(${JSON.stringify(kept)});`, resolveDir: root },
        outfile: "_fresh/offline/service-worker.js",
      });
      const isImmutable = () => false;
      return { files: await listOutputs(root, { name: "offline", base: "", isImmutable }) };
    },
  };
}

async function listPages(root: string): Promise<string[]> {
  const paths = await listFiles(root, ["content", "exercises"]);
  const found = paths.flatMap((path) => {
    const [, section] = path.match(/^content\/(.+)\.mdx$/) ?? [];
    const [, exercise] = path.match(/^exercises\/([^/]+)\/exercise\.ts$/) ?? [];
    if (section !== undefined) return [`/chapter/${section.replaceAll("_", "-")}`];
    return exercise === undefined ? [] : [`/exercises/${exercise}`];
  });
  return [...PAGES, ...found];
}
