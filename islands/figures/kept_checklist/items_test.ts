import assert from "node:assert/strict";
import fc from "fast-check";
import { GROUPS, KEYS, readDone, tellProgress, writeDone } from "./items.ts";

Deno.test("every point has a key of its own", () => {
  assert.equal(new Set(KEYS).size, KEYS.length);
});

Deno.test("readDone() reads what writeDone() wrote, and no unknown point", () => {
  fc.assert(fc.property(fc.subarray([...KEYS]), (keys) => {
    assert.deepEqual(readDone(writeDone(new Set(keys))), new Set(keys));
  }));
  assert.equal(readDone("in.xx"), undefined);
  assert.equal(readDone("in..gu"), undefined);
});

Deno.test("tellProgress() names the group that was avoided most", () => {
  const [first, ...others] = GROUPS;
  const done = new Set(others.flatMap(({ items }) => items.map(({ key }) => key)));

  assert.match(tellProgress(done), new RegExp(`${first.name}, 0 of ${first.items.length}`));
  assert.match(tellProgress(new Set(KEYS)), /^All 22 points/);
});
