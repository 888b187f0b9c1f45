import assert from "node:assert/strict";
import fc from "fast-check";
import {
  INITIAL,
  isForbidden,
  measure,
  readSettings,
  type Settings,
  SIGHTS,
  tellMeasured,
  writeSettings,
} from "./measure.ts";
import { GUARANTEES } from "./replica.ts";

const settings: fc.Arbitrary<Settings> = fc.record({
  guarantee: fc.constantFrom(...GUARANTEES),
  nearMs: fc.integer({ min: 1, max: 100 }),
  farMs: fc.integer({ min: 1, max: 200 }),
  quorum: fc.integer({ min: 1, max: 3 }),
}, { noNullPrototype: true });

Deno.test("at every distance each store keeps its guarantee, with a majority as quorum", () => {
  fc.assert(
    fc.property(settings, fc.constantFrom(2, 3), (each, quorum) => {
      for (const guarantee of GUARANTEES) {
        const { seen, steps } = measure(guarantee, { ...each, quorum });
        assert.ok(steps.every(({ returnedMs }) => Number.isFinite(returnedMs)));
        for (const sight of SIGHTS) {
          assert.ok(!(seen[sight] && isForbidden(sight, guarantee)), `${guarantee}: ${sight}`);
        }
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("what a weaker guarantee allows is seen: each forbids one thing more", () => {
  const seenOf = (guarantee: typeof GUARANTEES[number]) =>
    SIGHTS.filter((sight) => measure(guarantee, INITIAL).seen[sight]);

  assert.deepEqual(GUARANTEES.map(seenOf), [
    ["effect", "crossed", "stale"],
    ["crossed", "stale"],
    ["stale"],
    [],
  ]);
});

Deno.test("weak operations are local; a read of a quorum takes the round trip to its last member", () => {
  for (const guarantee of ["eventual", "causal"] as const) {
    const { readMs, writeMs } = measure(guarantee, { ...INITIAL, farMs: 200 });
    assert.deepEqual([readMs, writeMs], [0, 0]);
  }
  const even = { ...INITIAL, nearMs: 10, farMs: 10 };
  assert.equal(measure("linearizable", even).writeMs, 40);
  assert.equal(measure("sequential", even).readMs, 0);
});

Deno.test("quorums that need not meet break the promise, and tellMeasured() says so", () => {
  const alone = { ...INITIAL, quorum: 1 };

  assert.match(
    tellMeasured(measure("linearizable", alone), alone),
    /^Broken: Cem saw .* this store is not linearizable, whatever it is called/,
  );
  assert.match(tellMeasured(measure("linearizable", INITIAL), INITIAL), /^None of the three/);
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
  }));
  for (const text of ["", "strong.1.1.2", "causal.0.1.2", "causal.1.201.2", "causal.1.1.4"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
