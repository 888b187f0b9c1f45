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

Deno.test("summariseAttempts() counts the best score, in time where it was ever reached in time", () => {
  const late = "2026-11-23T13:00:00.000Z";
  const attempt = (score: number, createdAt = DUE) => ({
    createdAt,
    verdict: "failed" as const,
    score,
    failedCheck: "a",
  });
  const best = (...attempts: ReturnType<typeof attempt>[]) => {
    const { score, is_late } = summariseAttempts(attempts, PERCENT);
    return [score, is_late];
  };

  assert.deepEqual(best(attempt(60), attempt(40)), [60, 0]);
  assert.deepEqual(best(attempt(40), attempt(60)), [60, 0]);
  // 80 of 100, an hour late, count 56: as much as was reached in time.
  assert.deepEqual(best(attempt(56), attempt(80, late)), [56, 0]);
  assert.deepEqual(best(attempt(55), attempt(80, late)), [56, 1]);
  assert.deepEqual(best(attempt(0, late)), [0, 1]);
});

Deno.test("summariseAttempts() keeps the first pass, and counts the attempts up to it", () => {
  const at = (minute: number, verdict: "passed" | "failed" | null) => ({
    createdAt: `2026-11-23T10:0${minute}:00.000Z`,
    verdict,
    score: verdict === null ? null : verdict === "passed" ? 100 : 50,
    failedCheck: verdict === "failed" ? "a" : null,
  });

  const passed = summariseAttempts(
    [at(1, "failed"), at(2, "passed"), at(3, "failed"), at(4, "passed"), at(5, null)],
    PERCENT,
  );
  assert.deepEqual(passed, {
    state: "passed",
    score: 100,
    is_late: 0,
    attempts: 5,
    first_at: at(1, null).createdAt,
    last_at: at(5, null).createdAt,
    passed_at: at(2, null).createdAt,
    attempts_to_pass: 2,
    failing_check: null,
    failing_run: 0,
    override_id: null,
  });
  const { attempts_to_pass, passed_at } = summariseAttempts([at(1, "failed")], PERCENT);
  assert.deepEqual([attempts_to_pass, passed_at], [null, null]);
  assert.equal(summariseAttempts([at(1, null)], PERCENT).score, 0);
});
