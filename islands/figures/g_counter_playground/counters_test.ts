import assert from "node:assert/strict";
import fc from "fast-check";
import { checkLaws } from "../kit/merge_laws.ts";
import { actsOf, haveHeardAll, playReplicas, REPLICAS } from "../kit/replicas.ts";
import { COUNTERS, type Rule, tellCounter, truthOf, valueOf } from "./counters.ts";

/** Whatever was lost is sent again, and arrives. */
const MEET = ["send1", "send2", "send3", "rest", "send1", "send2", "send3", "rest"];
const APART = ["up1", "up1", "up2", "up3", "rest"];

const valuesOf = (rule: Rule, acts: readonly string[]) => {
  const { copies } = playReplicas(COUNTERS[rule], acts);
  return REPLICAS.map((each) => valueOf(copies[each].state));
};
const brokenBy = (rule: Rule, acts: readonly string[]) =>
  checkLaws(COUNTERS[rule], playReplicas(COUNTERS[rule], acts))
    .filter(({ broken }) => broken !== undefined).map(({ name }) => name);

Deno.test("whatever is late, doubled or lost, in the end all show what was counted", () => {
  const acts = actsOf(COUNTERS.vector as never)
    .filter((act) => !/n\d\d$/.test(act) && !act.startsWith("down"));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), (some) => {
      const meeting = playReplicas(COUNTERS.vector, [...some, ...MEET]);
      assert.ok(haveHeardAll(meeting));
      for (const each of REPLICAS) {
        assert.equal(valueOf(meeting.copies[each].state), truthOf(some));
      }
      assert.deepEqual(brokenBy("vector", some), []);
    }),
    { numRuns: 60 },
  );
});

Deno.test("of bare numbers the larger loses counts, and keeps every law", () => {
  assert.deepEqual(valuesOf("vector", APART), [4, 4, 4]);
  assert.deepEqual(valuesOf("larger", APART), [2, 2, 2]);
  assert.deepEqual(brokenBy("larger", APART), []);
});

Deno.test("adding bare numbers counts twice what comes twice, and is not idempotent", () => {
  assert.deepEqual(valuesOf("sum", ["up1", "k12n1", "rest"]), [1, 2, 1]);
  assert.ok(brokenBy("sum", APART).includes("idempotent"));
});

Deno.test("a count back is undone by an older copy, and breaks the fourth law alone", () => {
  const acts = ["up1", "rest", "down1", "send2", "rest"];

  assert.deepEqual(valuesOf("vector", acts), [1, 1, 1]);
  assert.deepEqual(brokenBy("vector", acts), ["upwards"]);
});

Deno.test("tellCounter() says what is wrong", () => {
  const tell = (rule: Rule, acts: string[]) =>
    tellCounter(playReplicas(COUNTERS[rule], acts), rule, truthOf(acts));

  assert.match(tell("vector", APART), /every change, and all show 4\./);
  assert.match(tell("larger", APART), /yet all show 2, and the count is 4\. Two numbers/);
  assert.match(tell("sum", ["up1", "k12n1", "d12n2"]), /B shows 2, more than was ever counted/);
  assert.match(tell("vector", ["up1", "rest", "down1", "send2", "rest"]), /did not move up/);
});
