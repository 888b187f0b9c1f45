import assert from "node:assert/strict";
import fc from "fast-check";
import { compareVerdicts, isApplied, REGRADE_POLICIES } from "./verdict_change.ts";

const anOutcome = fc.record({
  verdict: fc.constantFrom("passed", "failed", "ran out", "not gradable", "our fault"),
  score: fc.integer({ min: 0, max: 100 }),
});

Deno.test("isApplied() takes a pass only where that was said", () => {
  fc.assert(fc.property(anOutcome, anOutcome, (before, after) => {
    const takes = REGRADE_POLICIES.filter((policy) =>
      isApplied(compareVerdicts(before, after), policy)
    );

    if (before.verdict !== "passed" || after.verdict === "passed") return;
    assert.ok(takes.every((policy) => policy === "take passes"));
  }));
});

Deno.test("isApplied() lowers no score where none may be lower", () => {
  fc.assert(fc.property(anOutcome, anOutcome, (before, after) => {
    const change = compareVerdicts(before, after);
    if (!isApplied(change, "never lower")) return;

    const gainsPass = before.verdict !== "passed" && after.verdict === "passed";
    assert.ok(after.score >= before.score || gainsPass);
    assert.ok(before.verdict !== "passed" || after.verdict === "passed");
  }));
});

Deno.test("isApplied() gives whoever gains what they gain, whatever was said", () => {
  for (const policy of REGRADE_POLICIES) {
    for (const change of ["gains pass", "higher", "other verdict", "same"] as const) {
      assert.equal(isApplied(change, policy), true, `${change}, ${policy}`);
    }
  }
});

Deno.test("isApplied() never stores a fault of the grader in a verdict's place", () => {
  fc.assert(fc.property(anOutcome, fc.constantFrom(...REGRADE_POLICIES), (before, policy) => {
    const change = compareVerdicts(before, { verdict: "our fault", score: 0 });

    assert.equal(isApplied(change, policy), false);
  }));
});

Deno.test("compareVerdicts() calls a verdict the same that has the same word and score", () => {
  fc.assert(fc.property(anOutcome, (outcome) => {
    const change = compareVerdicts(outcome, { ...outcome });

    assert.equal(change, outcome.verdict === "our fault" ? "not judged" : "same");
  }));
});
