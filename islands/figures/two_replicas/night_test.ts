import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS, playNight } from "./night.ts";
import { RULES } from "./shop_node.ts";
import { tellNight } from "./tell_night.ts";

const acts = fc.array(fc.constantFrom(...ACTS), { maxLength: 12 });
/** A night at the end of which the cable is whole. */
const healed = acts.map((made) => [...made, "h"]);
const LESSON = ["c", "b", "m", "h"];

const billOf = (rule: typeof RULES[number]) => playNight(rule, LESSON).bill;

Deno.test("each rule has its price, and none has no price", () => {
  assert.deepEqual(billOf("ask"), { confirmed: 0, turnedAway: 2, gone: 0, owed: 0 });
  assert.deepEqual(billOf("last"), { confirmed: 2, turnedAway: 0, gone: 1, owed: 0 });
  assert.deepEqual(billOf("merge"), { confirmed: 2, turnedAway: 0, gone: 0, owed: 1 });
});

Deno.test("while the cable is whole every rule sells the lamp once, to the first who asks", () => {
  for (const rule of RULES) {
    const { receipts, bill } = playNight(rule, ["m", "b"]);
    assert.deepEqual(receipts.map(({ buyer, told }) => [buyer, told]), [
      ["Ben", "sold"],
      ["Ana", "sold out"],
    ]);
    assert.deepEqual(bill, { confirmed: 1, turnedAway: 0, gone: 0, owed: 0 });
  }
});

Deno.test("whatever happens: asking first loses and owes nothing, merging loses nothing, last write wins owes nothing", () => {
  fc.assert(
    fc.property(healed, (made) => {
      const [ask, last, merge] = RULES.map((rule) => playNight(rule, made).bill);
      assert.deepEqual([ask.gone, ask.owed], [0, 0]);
      assert.deepEqual([last.turnedAway, last.owed], [0, 0]);
      assert.deepEqual([merge.turnedAway, merge.gone], [0, 0]);
    }),
    { numRuns: 60 },
  );
});

Deno.test("once the cable is whole both copies are the same", () => {
  fc.assert(
    fc.property(healed, fc.constantFrom(...RULES), (made, rule) => {
      const { copies } = playNight(rule, made);
      assert.deepEqual(copies.berlin, copies.madrid);
    }),
    { numRuns: 60 },
  );
});

Deno.test("every customer gets one answer, the same customers under every rule", () => {
  fc.assert(
    fc.property(acts, (made) => {
      const [first, ...others] = RULES.map((rule) =>
        playNight(rule, made).receipts.map(({ buyer }) => buyer)
      );
      for (const other of others) assert.deepEqual(other, first);
    }),
    { numRuns: 60 },
  );
});

Deno.test("tellNight() names who paid", () => {
  assert.match(tellNight(playNight("ask", ["c", "b"])), /^Berlin has a lamp and turns Ana away/);
  assert.match(tellNight(playNight("last", LESSON)), /Ben has the lamp; Ana has a receipt/);
  assert.match(tellNight(playNight("merge", LESSON)), /The stock is −1, .* owes a lamp/);
});
