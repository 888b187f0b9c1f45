import assert from "node:assert/strict";
import type { CheckResult } from "@/engine/types.ts";
import { headline } from "./headline.ts";
import type { Outcome } from "./use_outcome.ts";

function check(verdict: CheckResult["verdict"], message = ""): CheckResult {
  return { name: "x", promise: "X.", verdict, message, counterexample: null, coverage: "" };
}

function ran(verdict: "passed" | "failed" | "ran out", checks: CheckResult[]): Outcome {
  const stats = { schedules: 0, events: 0, states: 0 };
  return { kind: "ran", ending: { kind: "done", verdict, checks, stats }, tookMs: 12.3 };
}

Deno.test("headline() counts the checks that hold, and tells what failed first", () => {
  const failed = ran("failed", [check("passed"), check("ran out", "slow"), check("failed", "bad")]);

  assert.deepEqual(headline(failed), {
    title: "1 of 3 public checks holds, in 12 ms",
    detail: "bad",
    verdict: "failed",
  });
  assert.equal(
    headline(ran("passed", [check("passed")])).title,
    "All 1 public checks hold, in 12 ms",
  );
});

Deno.test("headline() tells a program that ran out from one that failed", () => {
  const submission = (verdict: "failed" | "ran out"): Outcome => ({
    kind: "graded",
    url: "/submissions/s1",
    submission: {
      id: "s1",
      createdAt: "",
      state: "done",
      verdict: { verdict, reason: "", score: 20, checks: [check(verdict, "why")] },
    },
  });

  assert.match(headline(submission("failed")).title, /^Not yet: 0 of 1/);
  assert.match(headline(submission("ran out")).title, /^It ran out: 0 of 1/);
  assert.equal(headline(submission("ran out")).detail, "20 of 100 points. why");
});

Deno.test("headline() never says that a stored program was not submitted", () => {
  const lost: Outcome = { kind: "refused", message: "No answer.", url: "/submissions/s1" };

  assert.match(headline(lost).title, /^Stored/);
  assert.equal(headline({ kind: "refused", message: "Empty." }).title, "Not submitted");
});
