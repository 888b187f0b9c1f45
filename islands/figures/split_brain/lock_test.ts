import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS, playLock, tellLock } from "./lock.ts";

const LESSON = ["ta", "pa", "s", "tb", "s", "ua"];

Deno.test("without a fence the sleeper's write lands on top of the newer one", () => {
  const { disk, overwrites } = playLock("lock", LESSON);

  assert.deepEqual(disk.arrivals.map(({ token }) => token), [34, 33]);
  assert.equal(disk.value, "by A");
  assert.equal(overwrites, 1);
});

Deno.test("with the token checked at the storage it is refused", () => {
  const scene = playLock("fence", LESSON);

  assert.equal(scene.disk.value, "by B");
  assert.deepEqual(scene.disk.arrivals.map(({ isStored }) => isStored), [true, false]);
  assert.match(tellLock(scene), /^The storage refused the write by A: it bears 33/);
});

Deno.test("no two workers hold the lock at once, and a fence lets nothing older land", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 14 }), (acts) => {
      assert.equal(playLock("fence", acts).overwrites, 0);
    }),
    { numRuns: 100 },
  );
});

Deno.test("who asks while the lock is held is told so, and one who is not paused does no harm", () => {
  assert.equal(playLock("lock", ["ta", "tb"]).workers.b.heard, "held");
  assert.equal(playLock("lock", ["ta", "s", "tb", "s"]).overwrites, 0);
});
