import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS_MAX, type ActsState, readActs, writeActs } from "./use_acts.ts";

const KNOWN = { settings: ["ask", "last"], acts: ["a", "b2", "t"] } as const;

const state: fc.Arbitrary<ActsState<"ask" | "last">> = fc.record({
  setting: fc.constantFrom(...KNOWN.settings),
  acts: fc.array(fc.constantFrom(...KNOWN.acts), { maxLength: 40 }),
}, { noNullPrototype: true });

Deno.test("readActs() reads what writeActs() wrote", () => {
  fc.assert(fc.property(state, (each) => {
    assert.deepEqual(readActs(writeActs(each), KNOWN), each);
  }));
  assert.equal(writeActs({ setting: "ask", acts: ["t", "t", "a"] }), "ask~2t.a");
});

Deno.test("readActs() refuses what no reader can have done", () => {
  for (const text of ["", "ask", "no~a", "ask~x", "ask~a..t", "ask~0a", "ask~a~a", "ask~999t"]) {
    assert.equal(readActs(text, KNOWN), undefined, text);
  }
  assert.equal(readActs(`ask~${ACTS_MAX}t`, KNOWN)!.acts.length, ACTS_MAX);
});
