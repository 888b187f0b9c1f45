import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CUT,
  EXECUTIONS,
  findSwaps,
  findWitness,
  type Operation,
  readOrdering,
  writeOrdering,
} from "./histories.ts";
import { allows, LEVELS } from "./levels.ts";

/** Small histories: each client does one thing after another, and no write writes a value twice. */
const history = fc.array(
  fc.record({
    client: fc.constantFrom("Ann", "Ben", "Cem"),
    kind: fc.constantFrom<"read" | "write">("read", "write"),
    key: fc.constantFrom("x", "y"),
    value: fc.nat({ max: 3 }),
    length: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
).map((drawn) => {
  const free: Record<string, number> = {};
  return drawn.map(({ length, ...each }, index): Operation => {
    const from = Math.max(free[each.client] ?? 0, index * 100);
    const to = free[each.client] = from + length * 120 + index + 1;
    const value = each.kind === "write" ? index + 1 : each.value;
    return { ...each, value, from: from + 0.5, to };
  });
});

Deno.test("whatever a level allows, every weaker one allows", () => {
  const counts = LEVELS.map(() => 0);
  fc.assert(
    fc.property(history, (each) => {
      const allowed = LEVELS.map((level) => allows(level, each));
      allowed.forEach((isAllowed, index) => counts[index] += Number(isAllowed));
      assert.deepEqual(allowed, allowed.toSorted().reverse());
    }),
    { numRuns: 500, seed: 1 },
  );
  // The sample tells the levels apart, and so can fail.
  assert.equal(new Set(counts).size, LEVELS.length, counts.join());
});

Deno.test("each neighbouring pair is told apart by an execution, and none the other way round", () => {
  for (const [index, level] of LEVELS.slice(0, -1).entries()) {
    assert.equal(findWitness(level, LEVELS[index + 1]), EXECUTIONS[index]);
    assert.equal(findWitness(LEVELS[index + 1], level), undefined);
  }
});

Deno.test("when both sides of a cut answer, the line runs between causal and sequential", () => {
  assert.deepEqual(LEVELS.map((level) => allows(level, CUT.history)), [true, true, false, false]);
});

Deno.test("findSwaps() finds every pair that stands the wrong way round", () => {
  assert.deepEqual(findSwaps(LEVELS), []);
  assert.equal(findSwaps(LEVELS.toReversed()).length, 6);
  const [swap, ...others] = findSwaps(["eventual", "sequential", "causal", "linearizable"]);
  assert.deepEqual([swap.putWeaker, swap.putStronger], ["sequential", "causal"]);
  assert.equal(swap.execution.name, "Two readers, two orders");
  assert.deepEqual(others, []);
});

Deno.test("readOrdering() reads what writeOrdering() wrote, and no order that lacks a level", () => {
  fc.assert(fc.property(fc.shuffledSubarray([...LEVELS], { minLength: 4 }), (order) => {
    assert.deepEqual(readOrdering(writeOrdering({ order, at: 0 })), { order, at: 0 });
  }));
  assert.equal(readOrdering("lsce~5")!.at, 5);
  for (const text of ["", "ecs~0", "ecsl", "eecs~0", "ecsl~1", "escl~1"]) {
    assert.equal(readOrdering(text), undefined, text);
  }
});
