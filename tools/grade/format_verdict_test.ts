import assert from "node:assert/strict";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { formatVerdict } from "./format_verdict.ts";

const counterexample: Counterexample = {
  check: "merge-commutative",
  plan: "two replicas",
  seed: 8121,
  schedule: [],
  program: "",
  trace: {
    version: 1,
    slug: "x",
    seed: 8121,
    nodes: ["n1"],
    events: [
      { step: 1, timeMs: 0, node: "n1", kind: "start", causes: [], effects: [], changes: [] },
      {
        step: 2,
        timeMs: 1,
        node: "n1",
        kind: "deliver",
        causes: [1],
        from: "n2",
        payload: { term: 4 },
        effects: [{ kind: "send", to: "n2", payload: "ok" }],
        changes: [],
      },
    ],
  },
  culprit: 2,
  slice: [1, 2],
};

const passed: CheckResult = {
  name: "no-exception",
  promise: "Nothing throws.",
  verdict: "passed",
  message: "",
  counterexample: null,
  coverage: "",
};
const failed: CheckResult = {
  ...passed,
  name: "merge-commutative",
  promise: "Merging is commutative.",
  verdict: "failed",
  message: "n1 and n2 differ.\x1b[2J",
  counterexample,
};

function verdictWith(checks: readonly CheckResult[], reason = ""): SubmissionVerdict {
  return {
    version: 1,
    slug: "x",
    verdict: reason === "" ? "failed" : "not gradable",
    reason,
    score: 50,
    checks,
    hashes: { submission: "a".repeat(64), grader: "b".repeat(64), engine: "c".repeat(64) },
    seeds: [8121],
    stats: { schedules: 1, events: 2000, states: 0, milliseconds: 1234 },
  };
}

const plain = { title: "Vector clocks", hasColor: false };

Deno.test("formatVerdict() lists the checks and tells the story of what failed", () => {
  const text = formatVerdict(verdictWith([passed, failed]), plain);

  assert.match(text, /^Vector clocks: failed, 50 of 100 points$/m);
  assert.match(text, /^ {2}✓ no-exception {7}Nothing throws\.$/m);
  assert.match(text, /^ {2}✗ merge-commutative {2}Merging is commutative\.$/m);
  assert.match(text, /^ {2}▸ 2 {2}n1 {2}receives from n2: \{term: 4\}$/m);
  assert.match(text, /sends to n2: "ok"$/m);
  assert.match(text, /Found by two replicas, seed 8121\./);
  assert.match(text, /1 schedule, 2,000 events in 1\.2 s, seed 8121/);
});

Deno.test("formatVerdict() lets no program move the cursor", () => {
  const text = formatVerdict(verdictWith([failed], "Line 1\x1b[2J\u202e"), plain);

  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

Deno.test("formatVerdict() says why there are no checks", () => {
  const text = formatVerdict(verdictWith([], "Line 3, column 5: Unexpected token."), plain);

  assert.match(text, /^Vector clocks: not gradable\n\n {2}Line 3, column 5: Unexpected token\.$/m);
});
