import assert from "node:assert/strict";
import { PATTERN_KEYS, type PatternKey, PATTERNS, readShown, writeShown } from "./patterns.ts";

const holds = (key: PatternKey, isOn: boolean, amount = 0) =>
  PATTERNS[key].play({ isOn, amount }).map(({ isGood }) => isGood);

Deno.test("without trouble every way holds", () => {
  for (const key of PATTERN_KEYS) {
    assert.ok(holds(key, false).every((isGood) => isGood), key);
  }
});

Deno.test("a leader that was cut off answers with an old value from its own state, and no other way", () => {
  assert.deepEqual(holds("reads", true), [true, false, true, true]);
});

Deno.test("a lease gives an old value once the clock drifts by more than it allows for; ReadIndex never", () => {
  for (let percent = 0; percent <= 60; percent += 5) {
    const [log, own, index, lease] = holds("reads", true, percent);
    assert.deepEqual([log, own, index], [true, false, true], `${percent} %`);
    assert.equal(lease, percent < 25, `${percent} %`);
  }
});

Deno.test("only a read through the log writes to disks", () => {
  const prices = PATTERNS.reads.play({ isOn: false, amount: 0 }).map(({ price }) => price);

  assert.deepEqual(prices.map((price) => /disks write/.test(price)), [true, false, false, false]);
});

Deno.test("a bit that is turned over makes two nodes differ, unless a checksum is looked at", () => {
  const [plain, checked] = PATTERNS.bits.play({ isOn: true, amount: 0 });

  assert.equal(plain.result, "n1 paid 30, n2 30, n3 62");
  assert.equal(checked.result, "all three paid 30");
});

Deno.test("by the time of day an answer stands before its question, by a Lamport clock never", () => {
  for (let ms = 0; ms <= 200; ms += 10) {
    assert.deepEqual(holds("clock", false, ms), [ms <= 50, true], `${ms} ms`);
  }
});

Deno.test("the later stamp drops a write, with a cut or with a clock that runs ahead; vectors do not", () => {
  assert.deepEqual(holds("last", true), [false, true]);
  assert.deepEqual(holds("last", true, 200), [false, true]);
  assert.deepEqual(holds("last", false, 80), [true, true]);
  assert.deepEqual(holds("last", false, 200), [false, true]);
});

Deno.test("lists merge without a question, and a rent does not", () => {
  assert.deepEqual(holds("asking", false, 5), [false, true, true]);
  assert.deepEqual(holds("asking", true, 5), [false, false, true]);
});

Deno.test("readShown() reads what writeShown() wrote, and nothing that cannot be set", () => {
  const shown = { key: "reads", isOn: true, amount: 40 } as const;

  assert.deepEqual(readShown(writeShown(shown)), shown);
  for (const text of ["", "reads.on.61", "reads.on.3", "bits.on.5", "clock.on.0", "x.off.0"]) {
    assert.equal(readShown(text), undefined, text);
  }
});
