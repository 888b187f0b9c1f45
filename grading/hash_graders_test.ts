import assert from "node:assert/strict";
import { hashGraders } from "./hash_graders.ts";
import { hashScored } from "./score.ts";

const SLUG = "gcounter";

/** All that is hashed of one exercise, in a folder of its own; `change` may touch it. */
async function hashesAfter(change: (root: string) => Promise<void> | void) {
  const root = await Deno.makeTempDir();
  try {
    for (const folder of [`exercises/${SLUG}`, `graders/${SLUG}`, `solutions/${SLUG}`]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
      for await (const { name, isFile } of Deno.readDir(folder)) {
        if (isFile) await Deno.copyFile(`${folder}/${name}`, `${root}/${folder}/${name}`);
      }
    }
    await change(root);
    const { graders } = await hashGraders(root, [SLUG]);
    const { programs } = (await hashScored(root)).get(SLUG)!;
    return { grader: graders.get(SLUG)!, programs };
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const append = (path: string) => (root: string) =>
  Deno.writeTextFile(`${root}/${path}`, "\n// changed\n", { append: true });

Deno.test("hashGraders() does not change with what learners read, and does with what judges", async () => {
  const before = await hashesAfter(() => {});

  for (const name of ["README.md", "hints.md", "api.ts", "starter.ts", "exercise.ts"]) {
    const after = await hashesAfter(append(`exercises/${SLUG}/${name}`));
    assert.equal(after.grader, before.grader, name);
  }
  const judging = [`graders/${SLUG}/grader.ts`, "examples.ts", "replica.ts"];
  for (const name of judging) {
    const path = name.includes("/") ? name : `exercises/${SLUG}/${name}`;
    const after = await hashesAfter(append(path));
    assert.notEqual(after.grader, before.grader, path);
    assert.equal(after.programs, before.programs, path);
  }
});

Deno.test("hashGraders() changes with the unit, by which a program gets its CPU time", async () => {
  const before = await hashesAfter(() => {});
  const after = await hashesAfter(async (root) => {
    const path = `${root}/exercises/${SLUG}/exercise.ts`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('unit: "CRDTs"', 'unit: "Raft"'));
  });

  assert.notEqual(after.grader, before.grader);
});

Deno.test("hashScored() counts the starter among the programs: it is graded too", async () => {
  const before = await hashesAfter(() => {});
  const after = await hashesAfter(append(`exercises/${SLUG}/starter.ts`));

  assert.notEqual(after.programs, before.programs);
});
