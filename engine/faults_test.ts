import { deepEqual, equal, ok } from "node:assert/strict";
import { CALM, faultsOfLink, longestDelayMs, PROFILES } from "./faults.ts";

Deno.test("CALM brings about no trouble but delays", () => {
  const { loss, duplication, slow, crashRate, partitionRate, pauseRate, clockJumpRate } = CALM;

  deepEqual(
    [loss, duplication, slow, crashRate, partitionRate, pauseRate, clockJumpRate],
    [0, 0, 0, 0, 0, 0, 0],
  );
  deepEqual([CALM.clockStartMs, CALM.clockDrift], [0, 0]);
});

Deno.test("every profile says every field, and keeps shares and ranges in bounds", () => {
  for (const [name, faults] of Object.entries(PROFILES)) {
    deepEqual(Object.keys(faults).sort(), Object.keys(CALM).sort(), name);
    const { loss, duplication, slow, torn, powerFailure, oneWay, partial, held } = faults;
    for (const share of [loss, duplication, slow, torn, powerFailure, oneWay, partial, held]) {
      ok(share >= 0 && share <= 1, `${name}: ${share}`);
    }
    for (const [least, most] of [faults.delayMs, faults.slowMs, faults.downMs, faults.pauseMs]) {
      ok(least <= most, name);
    }
  }
});

Deno.test("faultsOfLink() puts what is said of one direction on top of the rest", () => {
  const faults = { ...CALM, loss: 0.1, links: { "n1>n2": { loss: 0.9 } } };

  equal(faultsOfLink(faults, "n1", "n2").loss, 0.9);
  deepEqual(faultsOfLink(faults, "n1", "n2").delayMs, CALM.delayMs);
  equal(faultsOfLink(faults, "n2", "n1"), faults);
});

Deno.test("longestDelayMs() looks at every link, and at slow messages where there are any", () => {
  equal(longestDelayMs({ ...CALM, delayMs: [1, 30] }), 30);
  equal(longestDelayMs({ ...CALM, delayMs: [1, 30], slow: 0.1, slowMs: [5, 50] }), 80);
  equal(longestDelayMs({ ...CALM, links: { "n1>n2": { delayMs: [7, 70] } } }), 70);
});
