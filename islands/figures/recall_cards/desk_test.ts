import assert from "node:assert/strict";
import { CARDS } from "./cards.ts";
import { readDesk, tellDesk, writeDesk } from "./desk.ts";

Deno.test("readDesk() reads what writeDesk() wrote", () => {
  for (const { key } of CARDS) {
    for (
      const desk of [{ shown: key, isTurned: false }, { shown: key, isTurned: true, lastBox: 3 }]
    ) {
      assert.deepEqual(readDesk(writeDesk(desk)), desk);
    }
  }
  assert.deepEqual(readDesk("bets~0"), { shown: "bets", isTurned: false, lastBox: 0 });
});

Deno.test("readDesk() refuses what cannot lie there", () => {
  for (const text of ["", "s0", "s13", "t1b", "s1~5", "betsa"]) {
    assert.equal(readDesk(text), undefined, text);
  }
});

Deno.test("tellDesk() says when the card before comes back", () => {
  assert.match(tellDesk({ shown: "s2", isTurned: false, lastBox: 0 }), /after 3 others/);
  assert.match(tellDesk({ shown: "s2", isTurned: false, lastBox: 1 }), /in 1 day\./);
  assert.match(tellDesk({ shown: "bets", isTurned: false, lastBox: 4 }), /in 16 days\. Say how/);
});

Deno.test("every card has a key of its own", () => {
  assert.equal(new Set(CARDS.map(({ key }) => key)).size, CARDS.length);
});
