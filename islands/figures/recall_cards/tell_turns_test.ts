import assert from "node:assert/strict";
import { hasTurned, tellTurns } from "./tell_turns.ts";

Deno.test("hasTurned() is about those who were sure, not about those who were unsure", () => {
  assert.equal(hasTurned({ before: 90, now: 10 }), true);
  assert.equal(hasTurned({ before: 10, now: 90 }), true);
  assert.equal(hasTurned({ before: 50, now: 5 }), false);
  assert.equal(hasTurned({ before: 90, now: 50 }), false);
  assert.equal(hasTurned({ before: 90 }), false);
});

Deno.test("tellTurns() compares both bets with what the runs showed", () => {
  assert.match(tellTurns({}), /^No bets/);
  assert.match(
    tellTurns({ ev: { before: 90, now: 10 }, ma: { before: 70, now: 100 } }),
    /^You bet twice on 2 claims, and have turned round on 1\. You were 60 points off on average, and are 5 now\.$/,
  );
});
