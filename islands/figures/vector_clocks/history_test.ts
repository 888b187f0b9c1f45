import assert from "node:assert/strict";
import fc from "fast-check";
import {
  causalPast,
  compare,
  follow,
  merge,
  type Move,
  MOVES_MAX,
  readMoves,
  writeMoves,
  ZERO,
} from "./history.ts";

const arbitraryNode = fc.constantFrom(0 as const, 1 as const, 2 as const);
const arbitraryMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record(
    { kind: fc.constant("local" as const), node: arbitraryNode },
    { noNullPrototype: true },
  ),
  fc.record(
    { kind: fc.constant("send" as const), node: arbitraryNode, to: arbitraryNode },
    { noNullPrototype: true },
  ),
  fc.record(
    { kind: fc.constant("deliver" as const), message: fc.integer({ min: 1, max: 9 }) },
    { noNullPrototype: true },
  ),
);
const arbitraryMoves = fc.array(arbitraryMove, { maxLength: MOVES_MAX });

Deno.test("follow() gives the clocks of a post, a comment and a reply", () => {
  const { events } = follow(readMoves("s12.d1.s23.d2.e1")!);

  assert.deepEqual(events.map(({ name, clock }) => [name, ...clock]), [
    ["a", 1, 0, 0],
    ["b", 1, 1, 0],
    ["c", 1, 2, 0],
    ["d", 1, 2, 1],
    ["e", 2, 0, 0],
  ]);
  assert.equal(compare(events[3].clock, events[4].clock), "concurrent");
});

Deno.test("compare() of clocks agrees with the chains of causes, for every pair", () => {
  fc.assert(fc.property(arbitraryMoves, (moves) => {
    const history = follow(moves);
    for (const one of history.events) {
      for (const other of history.events) {
        const isBefore = causalPast(history, other.index).has(one.index);
        const isAfter = causalPast(history, one.index).has(other.index);
        const same = one === other ? "equal" : "concurrent";
        const expected = isBefore ? "before" : isAfter ? "after" : same;
        assert.equal(compare(one.clock, other.clock), expected);
      }
    }
  }));
});

Deno.test("follow() leaves out moves that cannot be made", () => {
  const history = follow(readMoves("d1.s11.s12.d1.d1")!);

  assert.equal(writeMoves(history.moves), "s12.d1");
  assert.deepEqual(follow(history.moves), history);
});

Deno.test("follow() draws every event to the right of its causes", () => {
  fc.assert(fc.property(arbitraryMoves, (moves) => {
    const { events } = follow(moves);
    for (const { causes, depth } of events) {
      for (const cause of causes) assert.ok(events[cause].depth < depth);
    }
  }));
});

Deno.test("readMoves() reads what writeMoves() wrote, and nothing else", () => {
  fc.assert(fc.property(arbitraryMoves, (moves) => {
    assert.deepEqual(readMoves(writeMoves(moves)), moves);
  }));
  for (const text of ["e4", "s1", "d0", "e1..e2", "x", "e1.".repeat(40)]) {
    assert.equal(readMoves(text), undefined);
  }
});

Deno.test("merge() keeps what either of the two knows", () => {
  assert.deepEqual(merge([1, 0, 4], [0, 3, 4]), [1, 3, 4]);
  assert.deepEqual(merge(ZERO, [0, 3, 4]), [0, 3, 4]);
});
