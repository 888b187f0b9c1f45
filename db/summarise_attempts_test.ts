import assert from "node:assert/strict";
import { scoreAfterLateness, summariseAttempts } from "./summarise_attempts.ts";

const DUE = "2026-11-23T12:00:00.000Z";
const PERCENT = { dueAt: DUE, rule: "percent", percent: 30 } as const;

Deno.test("scoreAfterLateness() takes off a part for each day begun, never more than all", () => {
  const score = (createdAt: string) => scoreAfterLateness({ createdAt, score: 80 }, PERCENT);

  assert.deepEqual(score(DUE), { score: 80, isLate: false });
  assert.deepEqual(score("2026-11-23T12:00:00.001Z"), { score: 56, isLate: true });
  assert.deepEqual(score("2026-11-24T12:00:00.000Z"), { score: 56, isLate: true });
  assert.deepEqual(score("2026-11-24T12:00:00.001Z"), { score: 32, isLate: true });
  assert.deepEqual(score("2027-01-01T00:00:00.000Z"), { score: 0, isLate: true });
});

Deno.test("summariseAttempts() counts the run at the newest failed check", () => {
  const failed = (failedCheck: string | null) => ({
    createdAt: DUE,
    verdict: failedCheck === null ? "ran out" as const : "failed" as const,
    score: 10,
    failedCheck,
  });
  const waiting = { createdAt: DUE, verdict: null, score: null, failedCheck: null };
  const run = (...attempts: (typeof waiting | ReturnType<typeof failed>)[]) => {
    const { state, failing_check, failing_run } = summariseAttempts(attempts, PERCENT);
    return [state, failing_check, failing_run];
  };

  assert.deepEqual(run(failed("b"), failed("a"), failed("a")), ["failed", "a", 2]);
  assert.deepEqual(run(failed("a"), failed("a"), waiting), ["failed", "a", 2]);
  assert.deepEqual(run(failed("a"), failed(null)), ["ran out", null, 0]);
  assert.deepEqual(run(waiting), ["queued", null, 0]);
});

Deno.test("summariseAttempts() lets a grade by hand stand, also without any attempt", () => {
  const grade = { id: "o1", state: "passed", score: 70, createdAt: DUE } as const;

  const { state, score, attempts, override_id } = summariseAttempts([], PERCENT, grade);

  assert.deepEqual([state, score, attempts, override_id], ["passed", 70, 0, "o1"]);
});
