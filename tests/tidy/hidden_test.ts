import assert from "node:assert/strict";
import { listProject } from "./list_sources.ts";

/** What every hidden file carries, so that it can be searched for in what browsers are sent. */
const SENTINEL = ["truthlab", "hidden", "7f3a"].join("-");

Deno.test("every file of graders and solutions carries the sentinel", async () => {
  const hidden = (await listProject()).filter((path) => /^(?:graders|solutions)\//.test(path));
  const bare: string[] = [];

  for (const path of hidden) {
    const text = await Deno.readTextFile(path);
    if (!text.includes(`// hidden: ${SENTINEL}\n`)) bare.push(path);
  }

  assert.ok(hidden.length > 0);
  assert.deepEqual(bare, [], `begin them with: // hidden: ${SENTINEL}`);
});

/** All that browsers are sent. */
async function listBuilt(): Promise<string[]> {
  const manifest = JSON.parse(await Deno.readTextFile("_fresh/manifest.json"));
  const built = Object.values(manifest.files as Record<string, { path: string }>);
  return [...built.map((file) => file.path), ...await listProject("_fresh/content")];
}

// Of bundles, which lose their comments, `tools/build/esbuild_options.ts` takes care.
Deno.test("nothing that a browser can fetch carries the sentinel", async () => {
  const paths = await listBuilt();
  const leaks: string[] = [];

  for (const path of paths) {
    const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
    if (text.includes(SENTINEL)) leaks.push(path);
  }

  assert.ok(paths.some((path) => path.includes("/run/")), "build the site first");
  assert.deepEqual(leaks, []);
});

/** Said by the exhaustive search alone, and kept by minifiers: half of the engine's weight. */
const SAID_BY_SEARCH = "suspicions did not hold";

Deno.test("no script for browsers holds the exhaustive search", async () => {
  const scripts = (await listBuilt()).filter((path) => path.endsWith(".js"));
  const heavy: string[] = [];

  for (const path of scripts) {
    if ((await Deno.readTextFile(path)).includes(SAID_BY_SEARCH)) heavy.push(path);
  }

  assert.match(await Deno.readTextFile("engine/plan_search.ts"), new RegExp(SAID_BY_SEARCH));
  assert.deepEqual(heavy, []);
});
