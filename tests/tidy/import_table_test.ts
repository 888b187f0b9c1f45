import assert from "node:assert/strict";
import { findForbidden } from "./import_table.ts";
import { listSources, readSource } from "./list_sources.ts";

Deno.test("the import table holds everywhere", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
  const complaints: string[] = [];

  for (const path of await listSources()) {
    complaints.push(...findForbidden(path, await readSource(path), imports));
  }

  assert.deepEqual(complaints, []);
});

Deno.test("findForbidden() names file, import and rule", () => {
  const complaints = findForbidden("engine/a.ts", 'import "x";\nimport "@/db/schema.ts";\n');

  assert.deepEqual(complaints, [
    "engine/a.ts:1 imports x: engine may not import packages, since the engine is pure and the " +
    "same in both homes",
    "engine/a.ts:2 imports @/db/schema.ts: engine may import lib, since the engine is pure and " +
    "the same in both homes",
  ]);
});

Deno.test("findForbidden() keeps the hidden folders out of islands, routes and components", () => {
  for (const home of ["islands/A.tsx", "routes/index.tsx", "components/A.tsx", "app.ts"]) {
    for (const hidden of ["graders/a/grader.ts", "solutions/a/solution.ts", "sandbox/child.ts"]) {
      assert.equal(findForbidden(home, `import "@/${hidden}";`).length, 1, `${home} ${hidden}`);
    }
  }
});

Deno.test("findForbidden() lets an island have the compartment, and nothing else of the sandbox", () => {
  assert.deepEqual(findForbidden("islands/a.ts", 'import "@/sandbox/inner/lockdown.ts";'), []);
  assert.equal(findForbidden("islands/a.ts", 'import "@/sandbox/limits.ts";').length, 1);
  assert.equal(findForbidden("sandbox/inner/a.ts", 'import "../limits.ts";').length, 1);
});

Deno.test("findForbidden() lets components have the engine's types alone", () => {
  const path = "components/A.tsx";

  assert.deepEqual(findForbidden(path, 'import type { Trace } from "@/engine/types.ts";'), []);
  assert.equal(findForbidden(path, 'import { Trace } from "@/engine/types.ts";').length, 1);
});

Deno.test("findForbidden() keeps exercises apart from each other", () => {
  const complaints = findForbidden("graders/a/grader.ts", 'import "@/exercises/b/examples.ts";');

  assert.match(complaints[0], /a may not import b/);
});

Deno.test("findForbidden() lets nobody import tests, tools and bench", () => {
  for (const path of ["tests/a.ts", "tools/a.ts", "bench/a.ts"]) {
    assert.equal(findForbidden("grading/a.ts", `import "@/${path}";`).length, 1);
  }
});
