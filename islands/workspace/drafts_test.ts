import assert from "node:assert/strict";
import { type DraftStorage, openDrafts } from "./drafts.ts";

Deno.test("openDrafts() keeps the drafts of exercises apart", () => {
  const kept = new Map<string, string>();
  const storage: DraftStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  };

  const isKept = openDrafts("one", () => storage).write("const one = 1;");

  assert.equal(isKept, true);
  assert.equal(openDrafts("one", () => storage).read(), "const one = 1;");
  assert.equal(openDrafts("two", () => storage).read(), undefined);
});

Deno.test("openDrafts() keeps a draft whose history finds no room", () => {
  const kept = new Map<string, string>();
  const storage: DraftStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (value.length > 10) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };

  const isKept = openDrafts("one", () => storage).write("short", "much too long");

  assert.equal(isKept, true);
  assert.equal(openDrafts("one", () => storage).read(), "short");
  assert.equal(openDrafts("one", () => storage).readHistory(), undefined);
});

Deno.test("openDrafts() goes on without storage", () => {
  const drafts = openDrafts("one", () => {
    throw new DOMException("denied", "SecurityError");
  });

  assert.equal(drafts.read(), undefined);
  assert.equal(drafts.readHistory(), undefined);
  assert.equal(drafts.write("x", "y"), false);
});
