import assert from "node:assert/strict";
import fc from "fast-check";
import type { Move } from "../kit/moves.ts";
import { playRun } from "../kit/play_run.ts";
import {
  decisionsOf,
  deliver,
  lettersOf,
  mayArrive,
  nodeOf,
  PATIENCE,
  roundOf,
  scheduleRound,
  setupOf,
} from "./game.ts";
import { type Way, WAYS } from "./voting_node.ts";

/** Rounds that the scheduler plays until somebody decides. */
function play(way: Way, roundsMax: number) {
  let moves: Move[] = [];
  for (let round = 0; round < roundsMax; round++) {
    if (decisionsOf(playRun(setupOf(way), moves).world).length > 0) break;
    moves = [...moves, ...scheduleRound(way, moves)];
  }
  return playRun(setupOf(way), moves);
}

Deno.test("the scheduler keeps a fixed vote open, round after round, and nothing waits for ever", () => {
  const run = play("fixed", 20);

  assert.equal(roundOf(run.world), 21);
  assert.deepEqual(decisionsOf(run.world), []);
  assert.deepEqual([0, 1, 2].map((node) => nodeOf(run.world, node).opinion), ["yes", "no", "no"]);
  assert.ok(lettersOf(run).every(({ waited }) => waited <= PATIENCE + 6));
});

Deno.test("against coins, and against a time limit, the same scheduler loses", () => {
  assert.ok(decisionsOf(play("coin", 30).world).length > 0);
  assert.ok(decisionsOf(play("limit", 30).world).length > 0);
});

Deno.test("with a time limit every order comes to a decision", () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (choices) => {
      const moves = drawMoves("limit", choices, 24);

      const { world } = playRun(setupOf("limit"), moves);
      assert.deepEqual(decisionsOf(world).map(({ decided }) => decided), ["no", "no", "no"]);
    }),
    { numRuns: 15 },
  );
});

for (const way of WAYS) {
  Deno.test(`in no order do nodes decide differently (${way})`, () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (choices) => {
        const { world } = playRun(setupOf(way), drawMoves(way, choices, 40));

        assert.ok(new Set(decisionsOf(world).map(({ decided }) => decided)).size <= 1);
      }),
      { numRuns: 15 },
    );
  });
}

function drawMoves(way: Way, choices: Iterator<number>, count: number): Move[] {
  const moves: Move[] = [];
  while (moves.length < count) {
    const letters = mayArrive(lettersOf(playRun(setupOf(way), moves)));
    moves.push(deliver(letters[choices.next().value % letters.length]));
  }
  return moves;
}
