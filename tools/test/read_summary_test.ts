import assert from "node:assert/strict";
import { addCounts, describeCounts, findHung, NO_TESTS, readSummary } from "./read_summary.ts";

Deno.test("readSummary() reads what deno test closes with", () => {
  const output = "a ... ok (1ms)\n\nok | 12 passed (3 steps) | 0 failed | 2 ignored (40ms)\n\n";

  assert.deepEqual(readSummary(output, true), { passed: 12, failed: 0, skipped: 2 });
});

Deno.test("readSummary() counts failures", () => {
  const output = "FAILED | 3 passed | 2 failed (1s)\n\nerror: Test failed\n";

  assert.deepEqual(readSummary(output, false), { passed: 3, failed: 2, skipped: 0 });
});

Deno.test("readSummary() counts a run that broke off as a failure", () => {
  assert.deepEqual(readSummary("error: Module not found\n", false), { ...NO_TESTS, failed: 1 });
  assert.deepEqual(readSummary("ok | 4 passed | 0 failed (1s)\n", false), {
    passed: 4,
    failed: 1,
    skipped: 0,
  });
});

Deno.test("readSummary() counts a run without a test as a failure", () => {
  assert.deepEqual(readSummary("ok | 0 passed | 0 failed (0ms)\n", true), {
    ...NO_TESTS,
    failed: 1,
  });
});

Deno.test("describeCounts() is the closing line", () => {
  const counts = addCounts({ passed: 1, failed: 2, skipped: 3 }, { ...NO_TESTS, passed: 4 });

  assert.equal(describeCounts(counts), "5 passed, 2 failed, 3 skipped");
});

Deno.test("findHung() names the test that runs for over sixteen minutes, and none before", () => {
  const said = (minutes: number) =>
    `it ends ...'it ends' has been running for over (1m0s)\n'it ends' has been running for over (${minutes}m0s)\n`;

  assert.equal(findHung(said(4)), undefined);
  assert.equal(findHung(said(16)), "'it ends'");
});
