import assert from "node:assert/strict";
import { keepAnswer, keepRead, loadProgress } from "./progress.ts";

function memory(text: string | null = null) {
  return {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
  };
}

Deno.test("keepAnswer() and keepRead() keep, change and forget", () => {
  const storage = memory();

  keepAnswer("a/b", { given: [1], isRight: false }, storage);
  keepAnswer("a/b", { given: [0], isRight: true }, storage);
  keepAnswer("a/c", { given: [], isRight: true, text: "mine" }, storage);
  keepRead("a", true, storage);
  keepRead("b", true, storage);
  keepRead("b", false, storage);
  keepAnswer("a/c", undefined, storage);

  assert.deepEqual(loadProgress(storage), {
    read: { a: true, b: false },
    answers: { "a/b": { given: [0], isRight: true } },
  });
});

Deno.test("loadProgress() takes nothing that has another shape", () => {
  for (const text of ["{", "3", "null", '{"read":3,"answers":[]}', '{"answers":{"a":{}}}']) {
    assert.deepEqual(loadProgress(memory(text)), { read: {}, answers: {} });
  }
  assert.deepEqual(loadProgress(memory('{"read":{"a":true,"b":3}}')).read, { a: true });
});

Deno.test("a browser that keeps nothing breaks nothing", () => {
  const refusing = {
    getItem: () => {
      throw new Error("refused");
    },
    setItem: () => {
      throw new Error("refused");
    },
  };

  keepRead("a", true, refusing);

  assert.deepEqual(loadProgress(refusing), { read: {}, answers: {} });
});
