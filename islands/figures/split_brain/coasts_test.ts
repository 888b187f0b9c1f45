import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS, type Coasts, playCoasts, type Rule, tellCoasts } from "./coasts.ts";

const LESSON = ["w", "c", "w", "e", "h"];

const lost = ({ writes }: Coasts) =>
  writes.filter(({ isConfirmed, heldBy }) => isConfirmed && heldBy.length === 0)
    .map(({ name }) => name);

Deno.test("without a quorum both coasts confirm, and healing throws confirmed writes away", () => {
  const before = playCoasts("bare", LESSON.slice(0, -1));
  const after = playCoasts("bare", LESSON);

  assert.equal(before.leaders.length, 2);
  assert.deepEqual(before.writes.map(({ isConfirmed }) => isConfirmed), [true, true, true]);
  assert.deepEqual(lost(after), ["W2"]);
  assert.ok(after.world.violations[1] !== undefined);
  assert.match(tellCoasts(after), /W2 had been confirmed, and no node has it any more/);
});

Deno.test("with a quorum two nodes say that they lead, and one can confirm", () => {
  const before = playCoasts("quorum", LESSON.slice(0, -1));

  assert.equal(before.leaders.length, 2);
  assert.deepEqual(before.writes.map(({ isConfirmed }) => isConfirmed), [true, false, true]);
  assert.deepEqual(lost(playCoasts("quorum", LESSON)), []);
});

Deno.test("with a quorum nothing that was confirmed is lost, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 8 }), (acts) => {
      const coasts = playCoasts("quorum", [...acts, "h"]);
      assert.deepEqual(lost(coasts), []);
      assert.deepEqual(coasts.world.violations, [undefined, undefined]);
    }),
    { numRuns: 25 },
  );
});

Deno.test("a calm cluster confirms every write, under either rule", () => {
  for (const rule of ["bare", "quorum"] satisfies Rule[]) {
    const { writes, leaders } = playCoasts(rule, ["w", "e", "w"]);
    assert.deepEqual(writes.map(({ name, heldBy }) => [name, heldBy.length]), [
      ["W1", 5],
      ["E1", 5],
      ["W2", 5],
    ]);
    assert.equal(leaders.length, 1);
  }
});
