import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { causalSlice } from "./causal_slice.ts";
import type { TraceEvent } from "./types.ts";

function eventsOf(causes: readonly (readonly number[])[]): TraceEvent[] {
  return causes.map((each, index) => ({
    step: index + 1,
    timeMs: 0,
    node: "n1",
    kind: "fire",
    causes: each,
    effects: [],
    changes: [],
  }));
}

Deno.test("causalSlice() follows causes back, and leaves out what had no part", () => {
  //   1 <- 2 <- 5,  3 <- 5,  4 stands alone
  const events = eventsOf([[], [1], [], [], [2, 3]]);

  deepEqual(causalSlice(events, [5]), [1, 2, 3, 5]);
  deepEqual(causalSlice(events, [4]), [4]);
  deepEqual(causalSlice(events, [2, 4]), [1, 2, 4]);
});

Deno.test("causalSlice() passes over steps that the trace does not hold, such as 0", () => {
  deepEqual(causalSlice(eventsOf([[], [1]]), [0, 2, 9]), [1, 2]);
  deepEqual(causalSlice([], [1]), []);
});

Deno.test("causalSlice() is closed: every cause of a part is a part, and nothing else is", () => {
  const graph = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 25 })
    .map((lists) => lists.map((list, index) => index === 0 ? [] : list.map((n) => 1 + n % index)));

  fc.assert(fc.property(graph, (causes) => {
    const events = eventsOf(causes);

    const slice = new Set(causalSlice(events, [events.length]));

    for (const { step, causes: own } of events) {
      const isNeeded = step === events.length ||
        events.some((other) => slice.has(other.step) && other.causes.includes(step));
      deepEqual(slice.has(step), isNeeded);
      if (slice.has(step)) own.forEach((cause) => deepEqual(slice.has(cause), true));
    }
  }));
});
