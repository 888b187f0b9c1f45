import assert from "node:assert/strict";
import { keepBets, loadBets, missOf, tellSure } from "./bets.ts";

function storageOf(text: string | null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) };
}

Deno.test("loadBets() reads what keepBets() kept", () => {
  const storage = storageOf(null);
  const bets = { ev: { before: 90, after: 5 }, ma: { before: 50 } };
  keepBets(bets, storage);

  assert.deepEqual(loadBets(storage), bets);
});

Deno.test("loadBets() takes nothing that is no bet", () => {
  assert.deepEqual(loadBets(storageOf("no JSON")), {});
  assert.deepEqual(loadBets(storageOf("null")), {});
  assert.deepEqual(loadBets(storageOf('{"ev":{"before":900,"after":"x"},"sa":null}')), {
    ev: {},
    sa: {},
  });
});

Deno.test("missOf() is the distance from what came of it, and tellSure() says a bet in words", () => {
  assert.deepEqual([missOf(90, false), missOf(90, true)], [90, 10]);
  assert.deepEqual([0, 30, 50, 70, 100].map(tellSure), [
    "surely false",
    "rather false",
    "could be either",
    "rather true",
    "surely true",
  ]);
});
