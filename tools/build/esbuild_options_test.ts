import assert from "node:assert/strict";
import type { OnLoadArgs, OnLoadResult, Plugin, PluginBuild } from "esbuild";
import { esbuildOptions } from "./esbuild_options.ts";

/** What the options' plugins do about a file: nothing, where esbuild may go on. */
function load(path: string): OnLoadResult | undefined {
  let answer: OnLoadResult | undefined;
  const build = {
    onLoad({ filter }: { filter: RegExp }, callback: (args: OnLoadArgs) => OnLoadResult) {
      if (filter.test(path)) answer ??= callback({ path } as OnLoadArgs);
    },
  };
  const { plugins } = esbuildOptions("/project") as { plugins: Plugin[] };
  for (const plugin of plugins) plugin.setup(build as unknown as PluginBuild);
  return answer;
}

Deno.test("esbuildOptions() let no hidden file into what browsers are sent", () => {
  const [error] = load("/project/graders/gcounter/grader.ts")?.errors ?? [];

  assert.equal(error.text, "graders/gcounter/grader.ts is hidden: no browser may have it");
  assert.equal(load("/project/solutions/gcounter/wrong/merge_adds.ts")?.errors?.length, 1);
});

Deno.test("esbuildOptions() let everything else in, also packages with such a folder", () => {
  assert.equal(load("/project/exercises/gcounter/examples.ts"), undefined);
  assert.equal(load("/project/node_modules/.deno/x/graders/index.js"), undefined);
});
