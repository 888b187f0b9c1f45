import assert from "node:assert/strict";
import { LEFT_OUT } from "@/grading/hash_graders.ts";
import { isLearners, listSources, readSource } from "./list_sources.ts";
import { scanImports } from "./scan_imports.ts";

/** What runs in a child, or says what a verdict has to hold. */
const JUDGING = /^(?:engine|exercises|graders|sandbox)\/(?!.*_test\.ts$)/;

function findRun(path: string, source: string): string[] {
  return scanImports(source)
    .filter(({ specifier, isTypeOnly }) =>
      !isTypeOnly && /^[.@]/.test(specifier) && LEFT_OUT.includes(specifier.split("/").at(-1)!)
    )
    .map(({ specifier, line }) => `${path}:${line} runs ${specifier}, which no hash covers`);
}

Deno.test("no grader runs a line of what its hash leaves out", async () => {
  const paths = (await listSources()).filter((path) => JUDGING.test(path) && !isLearners(path));

  const complaints = await Promise.all(paths.map(async (path) => {
    return findRun(path, await readSource(path));
  }));

  assert.ok(paths.includes("exercises/gcounter/replica.ts"));
  assert.deepEqual(complaints.flat(), []);
});

Deno.test("a grader that runs some of it is found, and one that takes a type is not", () => {
  const source = 'import type { A } from "./api.ts";\n' +
    'import { b } from "@/exercises/x/api.ts";\nimport text from "./README.md";\n';

  assert.deepEqual(findRun("graders/x/grader.ts", source), [
    "graders/x/grader.ts:2 runs @/exercises/x/api.ts, which no hash covers",
    "graders/x/grader.ts:3 runs ./README.md, which no hash covers",
  ]);
});
