import assert from "node:assert/strict";
import { KEYS } from "./designs.ts";
import { QUESTIONS } from "./questions.ts";
import { allPaths, baseOf, followPath, tellPath } from "./wizard.ts";

const PATHS = allPaths();

Deno.test("every path ends at one design, or where the answers contradict each other; most at a design", () => {
  for (const { letters, path } of PATHS) assert.equal(path.left.length <= 1, true, letters);
  const ended = PATHS.filter(({ path }) => path.left.length === 1);

  assert.deepEqual([ended.length, PATHS.length], [14, 26]);
  assert.deepEqual(new Set(ended.flatMap(({ path }) => path.left)), new Set(KEYS));
});

Deno.test("a design that falls has a reason, and one that is left has none", () => {
  for (const { path } of PATHS) {
    assert.deepEqual(KEYS.filter((key) => path.reasons[key] === undefined), path.left);
  }
});

Deno.test("the first two answers bring down most of what falls at all", () => {
  const count = (steps: readonly { dropped: readonly string[] }[]) =>
    steps.reduce((sum, { dropped }) => sum + dropped.length, 0);
  for (const { letters, path } of PATHS.filter(({ path }) => path.left[0] !== "liars")) {
    assert.equal(count(path.steps.slice(0, 2)) * 2 > count(path.steps), true, letters);
  }
});

Deno.test("an invariant that takes a decision cannot be had by answering alone or faster than a round trip", () => {
  assert.deepEqual(followPath("oda")!.left, []);
  assert.deepEqual(followPath("odrtf")!.left, []);
  assert.deepEqual(followPath("odrtb")!.left, ["object"]);
  assert.match(
    tellPath(followPath("oda")!),
    /No design is left: the answers contradict each other/,
  );
});

Deno.test("against liars the design remembers what it protects", () => {
  assert.deepEqual(baseOf(followPath("sdrlb")!), ["across"]);
  assert.deepEqual(baseOf(followPath("sdrtb")!), []);
});

Deno.test("each answer has a letter of its own, and followPath() refuses what was not asked", () => {
  const letters = QUESTIONS.flatMap(({ answers }) => answers.map(({ letter }) => letter));
  assert.equal(new Set(letters).size, letters.length);
  for (const text of ["x", "ny", "oyr", "odrtbb"]) assert.equal(followPath(text), undefined, text);
});
