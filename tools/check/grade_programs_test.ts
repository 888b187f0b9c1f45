import { deepEqual, match } from "node:assert/strict";
import type { CheckResult } from "@/engine/types.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { judgeVerdict, type Program } from "./grade_programs.ts";

const PROMISE = "Merging is commutative.";

function program(kind: Program["kind"], fails?: string): Program {
  return { path: `${kind}.ts`, slug: "x", source: "", kind, fails };
}

/** A failed check whose counterexample has some events, all at n1. */
function failed(message: string, eventCount = 2): CheckResult {
  const events = Array.from({ length: eventCount }, (_, index) => ({ step: index + 1 }));
  return {
    name: "merge-commutative",
    promise: PROMISE,
    verdict: "failed",
    message,
    counterexample: { trace: { nodes: ["n1"], events } } as never,
    coverage: "",
  };
}

function verdictOf(
  verdict: SubmissionVerdict["verdict"],
  checks: readonly CheckResult[] = [],
): SubmissionVerdict {
  return { verdict, checks, reason: "why not" } as unknown as SubmissionVerdict;
}

const GOOD = `At n1, step 2, they differ. ${PROMISE}`;

Deno.test("judgeVerdict() wants right programs to pass", () => {
  deepEqual(judgeVerdict(program("variant"), verdictOf("passed")), []);
  match(judgeVerdict(program("solution"), verdictOf("ran out"))[0], /must pass, and ran out why/);
});

Deno.test("judgeVerdict() wants wrong programs and starters to fail, and nothing else", () => {
  const verdict = verdictOf("failed", [failed(GOOD)]);

  deepEqual(judgeVerdict(program("starter"), verdict), []);
  deepEqual(judgeVerdict(program("wrong", "merge-commutative"), verdict), []);
  for (const other of ["passed", "ran out", "not gradable"] as const) {
    match(judgeVerdict(program("wrong", "merge-commutative"), verdictOf(other))[0], /must fail/);
  }
});

Deno.test("judgeVerdict() wants the check to fail that the first line names", () => {
  const [complaint] = judgeVerdict(program("wrong", "other"), verdictOf("failed", [failed(GOOD)]));

  match(complaint, /must fail other, and failed merge-commutative/);
});

Deno.test("judgeVerdict() wants a sentence with the property, a node and a step of few events", () => {
  const complain = (check: CheckResult) =>
    judgeVerdict(program("starter"), verdictOf("failed", [check])).join("\n");

  match(complain(failed(GOOD, 31)), /shows 31 events/);
  match(complain(failed(GOOD, 0)), /shows 0 events/);
  match(complain(failed("At n1, step 2, they differ.")), /does not say what was promised/);
  match(complain(failed(`At n2, step 2, they differ. ${PROMISE}`)), /names no node/);
  match(complain(failed(`At n1 they differ. ${PROMISE}`)), /names no step/);
  match(complain(failed(`At n1, step 3, they differ. ${PROMISE}`)), /one that no event has/);
});
