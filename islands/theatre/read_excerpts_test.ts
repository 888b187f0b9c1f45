import assert from "node:assert/strict";
import { readExcerpts } from "./read_excerpts.ts";

const SOURCE = "a\nb\nc\nd\ne\nf\ng\nh";

Deno.test("readExcerpts() shows lines with their neighbours, and leaves out what lies between", () => {
  const excerpts = readExcerpts(SOURCE, [7, 2, 3]);

  assert.deepEqual(excerpts.map((lines) => lines.map(({ text }) => text).join("")), [
    "abcd",
    "fgh",
  ]);
  assert.deepEqual(excerpts.flat().filter(({ hasRun }) => hasRun).map(({ number }) => number), [
    2,
    3,
    7,
  ]);
});

Deno.test("readExcerpts() knows no line before the first, and none after the last", () => {
  assert.deepEqual(readExcerpts("a\nb", [1, 2, 9]).flat().map(({ number }) => number), [1, 2]);
  assert.deepEqual(readExcerpts("a", []), []);
});
