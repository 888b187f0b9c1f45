import assert from "node:assert/strict";
import fc from "fast-check";
import type { NodeIndex } from "../vector_clocks/history.ts";
import {
  concurrentPairs,
  INITIAL,
  misplaced,
  orderBy,
  play,
  readSettings,
  type Settings,
  writeSettings,
} from "./clocks.ts";

const skew = fc.integer({ min: -100, max: 100 });
const settings: fc.Arbitrary<Settings> = fc.record({
  skewsMs: fc.tuple(skew, skew, skew),
  travelMs: fc.integer({ min: 5, max: 100 }),
  sendings: fc.array(
    fc.record({ from: fc.nat(2), step: fc.integer({ min: 1, max: 2 }) }).map(({ from, step }) => ({
      from: from as NodeIndex,
      to: (from + step) % 3 as NodeIndex,
    })),
    { maxLength: 8 },
  ),
}, { noNullPrototype: true });

Deno.test("no skew puts a Lamport clock wrong", () => {
  fc.assert(fc.property(settings, (each) => {
    const morning = play(each);
    assert.deepEqual(misplaced(morning, orderBy(morning, "lamport")), []);
  }));
});

Deno.test("a Lamport clock counts on from what is larger, the own count or the message's", () => {
  const { events } = play(INITIAL);

  assert.deepEqual(events.map(({ lamport }) => lamport), [1, 2, 3, 4, 1, 4]);
});

Deno.test("clocks that agree put no event before its cause and drop no later write", () => {
  fc.assert(fc.property(settings, (each) => {
    const morning = play({ ...each, skewsMs: [7, 7, 7] });
    assert.deepEqual(misplaced(morning, orderBy(morning, "wallMs")), []);
    assert.ok(morning.writes.every(({ droppedFor }) => droppedFor === undefined));
  }));
});

Deno.test("a receipt comes before its sending as soon as the skew is larger than the way", () => {
  const wrong = (skewMs: number) => {
    const morning = play({ ...INITIAL, skewsMs: [skewMs, 0, 0] });
    return misplaced(morning, orderBy(morning, "wallMs")).map(({ name }) => name);
  };

  assert.deepEqual(wrong(19), []);
  assert.deepEqual(wrong(21), ["b"]);
});

Deno.test("an answer from a node whose clock is behind is dropped", () => {
  const { writes, keptWrite } = play({ ...INITIAL, skewsMs: [70, 0, 0] });

  assert.deepEqual(writes.map(({ droppedFor }) => droppedFor), [undefined, 1, undefined]);
  assert.equal(keptWrite, 1);
});

Deno.test("vector clocks show which events are unrelated, whatever the skew", () => {
  const pairs = concurrentPairs(play(INITIAL));

  assert.deepEqual(pairs, ["a ∥ e", "b ∥ e", "c ∥ e", "d ∥ e", "d ∥ f"]);
  assert.deepEqual(concurrentPairs(play({ ...INITIAL, skewsMs: [90, -90, 3] })), pairs);
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
  }));
  for (const text of ["", "0.0.0.4~", "101.0.0.20~", "0.0.0.20~11", "0.0.0.20~12.1"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
