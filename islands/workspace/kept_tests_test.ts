import assert from "node:assert/strict";
import { KEPT_MAX, type KeptTest, openKeptTests } from "./kept_tests.ts";

function setUp() {
  const kept = new Map<string, string>();
  return openKeptTests("raft", () => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  }));
}

function makeTest(seed: number): KeptTest {
  const schedule: KeptTest["schedule"] = [];
  const told = { promise: "It holds.", message: "It did not." };
  return { check: "safety", plan: "walks", seed, schedule, nodes: ["n1"], ...told };
}

Deno.test("openKeptTests() keeps each test once, and lets it go", () => {
  const tests = setUp();

  tests.add(makeTest(1));
  tests.add(makeTest(2));
  tests.add(makeTest(1));
  tests.remove(makeTest(2));

  assert.deepEqual(tests.read(), [makeTest(1)]);
  assert.equal(tests.has(makeTest(1)), true);
  assert.equal(tests.has(makeTest(2)), false);
});

Deno.test("openKeptTests() lets the oldest go when there are too many", () => {
  const tests = setUp();

  for (let seed = 0; seed <= KEPT_MAX; seed++) tests.add(makeTest(seed));

  assert.equal(tests.read().length, KEPT_MAX);
  assert.equal(tests.read()[0].seed, 1);
});

Deno.test("openKeptTests() remembers the seed that failed", () => {
  const tests = setUp();
  assert.equal(tests.readSeed(), undefined);

  tests.writeSeed(8121);

  assert.equal(tests.readSeed(), 8121);
});

Deno.test("openKeptTests() goes on without storage", () => {
  const tests = openKeptTests("raft", () => {
    throw new DOMException("denied", "SecurityError");
  });

  assert.deepEqual(tests.read(), []);
  assert.equal(tests.add(makeTest(1)), false);
  assert.equal(tests.readSeed(), undefined);
});
