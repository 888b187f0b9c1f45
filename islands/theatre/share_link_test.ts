import assert from "node:assert/strict";
import fc from "fast-check";
import { TRACE_VERSION } from "@/engine/types.ts";
import { decodeShared, encodeShared } from "./share_link.ts";
import { counterexampleOf, event } from "./traces_of_tests.ts";

const COUNTEREXAMPLE = counterexampleOf([
  event(1, { effects: [{ kind: "send", message: "n1>n2#1", to: "n2", payload: "grüße 🙂" }] }),
  event(2, { node: null, kind: "cut", payload: { from: ["n1"], to: ["n2"] } }),
], { program: "my own work" });
const SHARED = { promise: "A promise.", message: "What was seen.", counterexample: COUNTEREXAMPLE };

Deno.test("decodeShared() gives back what was encoded, without the program", async () => {
  const fragment = await encodeShared(SHARED);

  assert.match(fragment, /^[\w-]+$/);
  assert.deepEqual(await decodeShared(`#${fragment}`), {
    ...SHARED,
    counterexample: { ...COUNTEREXAMPLE, program: "" },
  });
});

Deno.test("decodeShared() takes nothing that was cut short or made up", async () => {
  const fragment = await encodeShared(SHARED);
  const whole = await decodeShared(fragment);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: fragment.length - 1 }), async (length) => {
      const cut = await decodeShared(fragment.slice(0, length));
      // The last letters may hold nothing but the mark of the end.
      if (cut !== undefined) assert.deepEqual(cut, whole);
    }),
    { numRuns: 40 },
  );
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      assert.equal(await decodeShared(text), undefined);
    }),
    { numRuns: 40 },
  );
});

Deno.test("decodeShared() takes no trace of another shape or version", async () => {
  const { trace } = COUNTEREXAMPLE;
  const broken: unknown[] = [
    { ...trace, version: TRACE_VERSION + 1 },
    { ...trace, events: [] },
    { ...trace, nodes: [1] },
    { ...trace, events: [{ ...trace.events[0], effects: "none" }] },
    { ...trace, events: [{ ...trace.events[1], payload: null }] },
    { ...trace, events: Array(3_001).fill(trace.events[0]) },
  ];

  for (const each of broken) {
    const counterexample = { ...COUNTEREXAMPLE, trace: each as typeof trace };
    const fragment = await encodeShared({ ...SHARED, counterexample });
    assert.equal(await decodeShared(fragment), undefined);
  }
});

Deno.test("decodeShared() stops reading what swells without end", async () => {
  const fragment = await encodeShared({ ...SHARED, message: "x".repeat(2_000_001) });

  assert.ok(fragment.length < 10_000);
  assert.equal(await decodeShared(fragment), undefined);
});
