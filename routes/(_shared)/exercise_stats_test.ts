import assert from "node:assert/strict";
import { attemptBars, failureRows, timeBars } from "./exercise_stats.ts";

const passed = (attempts: number, minutes: number) => ({
  ...{ learner_id: "a", state: "passed", attempts, attempts_to_pass: attempts } as const,
  first_at: "2026-11-01T00:00:00.000Z",
  passed_at: new Date(Date.UTC(2026, 10, 1, 0, minutes)).toISOString(),
  ...{ last_at: "", failing_check: null, failing_run: 0 },
});
const filled = (bars: { label: string; value: number }[]) =>
  bars.filter(({ value }) => value > 0).map(({ label, value }) => `${label}: ${value}`);

Deno.test("attemptBars() and timeBars() count whoever has passed, each once", () => {
  const failing = { ...passed(9, 9), state: "failed" as const };
  const all = [
    ...[passed(1, 0), passed(2, 15), passed(5, 60), passed(60, 60 * 24 * 30)],
    { ...failing, attempts_to_pass: null, passed_at: null },
  ];

  assert.deepEqual(filled(attemptBars(all)), ["1: 1", "2: 1", "4 or 5: 1", "More: 1"]);
  assert.deepEqual(filled(timeBars(all)), [
    "At once: 1",
    "Up to 15 minutes: 1",
    "1 hour: 1",
    "Longer: 1",
  ]);
});

Deno.test("failureRows() has a column a day, and a week where that would be many", () => {
  const one = { day: "2026-11-01", check: "order", count: 2 };
  const two = { day: "2026-11-03", check: "merge", count: 5 };

  const byDay = failureRows([one, two]);
  const byWeek = failureRows([one, two, { ...two, day: "2027-01-01" }]);

  assert.deepEqual(byDay.stretches, ["2026-11-01", "2026-11-02", "2026-11-03"]);
  assert.deepEqual(byDay.rows, [
    { check: "merge", counts: [0, 0, 5], total: 5 },
    { check: "order", counts: [2, 0, 0], total: 2 },
  ]);
  assert.equal(byWeek.stretches.length, 9);
  assert.deepEqual(byWeek.rows[0].counts, [5, 0, 0, 0, 0, 0, 0, 0, 5]);
  assert.deepEqual(failureRows([]), { rows: [], stretches: [] });
});
