import assert from "node:assert/strict";
import fc from "fast-check";
import { commit, INITIAL, readSettings, type Settings, writeSettings } from "./commit.ts";

const settings: fc.Arbitrary<Settings> = fc.record({
  epsilonMs: fc.integer({ min: 1, max: 10 }),
  roundTripMs: fc.integer({ min: 0, max: 60 }),
  errorA: fc.integer({ min: -100, max: 100 }),
  errorB: fc.integer({ min: -100, max: 100 }),
  waits: fc.boolean(),
}, { noNullPrototype: true });

Deno.test("with the wait the order always holds, whatever the clocks", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.ok(commit({ ...each, waits: true }).holds);
  }));
});

Deno.test("without the wait clocks within their bounds can put the order wrong", () => {
  assert.equal(commit({ ...INITIAL, waits: false }).holds, false);
  assert.equal(commit({ ...INITIAL, waits: false, roundTripMs: 20 }).holds, true);
});

Deno.test("the wait is two epsilon, and free where replication takes as long", () => {
  const alone = commit({ ...INITIAL, roundTripMs: 0 });

  assert.equal(Math.round(alone.addedMs), 8);
  assert.equal(commit({ ...INITIAL, roundTripMs: 9 }).addedMs, 0);
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
  }));
  for (const text of ["", "0.3.0.0.w", "11.3.0.0.w", "4.61.0.0.w", "4.3.101.0.w", "4.3.0.0.x"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
