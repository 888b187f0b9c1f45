import assert from "node:assert/strict";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import type { Submission } from "./open_grading.ts";
import { publicCounterexample, publicSubmission, realName } from "./public_submission.ts";

const check = (name: string, verdict: CheckResult["verdict"]): CheckResult => ({
  ...{ name, verdict, promise: `Promise of ${name}.`, message: "n1 lost it.", coverage: "" },
  counterexample: verdict !== "failed" ? null : {
    ...{ check: name, plan: "", seed: 1, schedule: [], program: "", culprit: 1, slice: [] },
    trace: { version: 1, slug: "", seed: 1, nodes: [], events: [] },
  } as unknown as Counterexample,
});

const SUBMISSION: Submission = {
  ...{ id: "s1", learnerId: "ada", learnerName: "Ada", slug: "x", source: "", createdAt: "" },
  state: "done",
  verdict: {
    ...{ version: 1, slug: "x", verdict: "failed", reason: "", score: 50, seeds: [] },
    checks: [check("order", "passed"), check("merge", "failed")],
    hashes: { submission: "", grader: "", engine: "" },
    stats: { schedules: 0, events: 0, states: 0, milliseconds: 0 },
  },
};

Deno.test("publicSubmission() shows the names that the cohort shows, and what went wrong always", () => {
  const shown = (["all", "failed", "none"] as const).map((names) =>
    publicSubmission(SUBMISSION, names).verdict!.checks
  );

  assert.deepEqual(shown.map((checks) => checks.map(({ name }) => name)), [
    ["order", "merge"],
    ["hidden-1", "merge"],
    ["hidden-1", "hidden-2"],
  ]);
  assert.doesNotMatch(JSON.stringify(shown[2]), /order|merge/);
  assert.equal(shown[2][1].message, "n1 lost it.");
  assert.equal(shown[2][1].counterexample?.check, "hidden-2");
});

Deno.test("realName() leads back to the check", () => {
  const { verdict } = SUBMISSION;

  assert.deepEqual(
    ["hidden-2", "merge", "hidden-9", "x"].map((name) => realName(verdict, name)),
    ["merge", "merge", "hidden-9", "x"],
  );
});

Deno.test("publicCounterexample() shows the fields of its list and no others", () => {
  const trace = { version: 1, slug: "x", seed: 3, nodes: ["n1"], events: [] } as const;
  const shown = {
    ...{ check: "merge", plan: "walk", seed: 3, schedule: [], program: "let a;", culprit: 2 },
    ...{ trace, slice: [1, 2], doomedFrom: 1, isDoomProved: true },
  };
  const whole = { ...shown, secret: "s", trace: { ...trace, secret: "t" } };

  assert.deepEqual(publicCounterexample(whole as unknown as Counterexample), shown);
  const { doomedFrom: _, isDoomProved: __, ...older } = shown;
  assert.deepEqual(publicCounterexample(older as unknown as Counterexample), older);
});
