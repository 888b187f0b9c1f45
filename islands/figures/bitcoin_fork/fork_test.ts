import assert from "node:assert/strict";
import fc from "fast-check";
import { INITIAL, mine, POOLS, readSettings, type Settings, writeSettings } from "./fork.ts";

const settings: fc.Arbitrary<Settings> = fc.record({
  poolsOnNew: fc.integer({ min: 0, max: 10 }),
  moved: fc.subarray([...POOLS]),
  movedHour: fc.integer({ min: 1, max: 12 }).map((halves) => halves / 2),
  upgraded: fc.integer({ min: 0, max: 20 }).map((steps) => steps * 5),
  seed: fc.integer({ min: 1, max: 99 }),
}, { noNullPrototype: true });

const SEEDS = Array.from({ length: 99 }, (_, index) => index + 1);

Deno.test("left alone, the majority's chain runs away and the old nodes are stranded", () => {
  const night = mine(INITIAL);

  assert.equal(night.joinedHour, undefined);
  assert.ok(night.lengths.new > night.lengths.old);
  assert.equal(night.stranded, 50);
});

Deno.test("pools that go back join the chains, whatever the luck", () => {
  for (const seed of SEEDS) {
    const night = mine({ ...INITIAL, seed, moved: [0, 1, 2, 3] });
    assert.ok(night.joinedHour !== undefined, `seed ${seed}`);
    assert.equal(night.stranded, 0);
  }
});

Deno.test("pools that go forward never join them while an old node is left", () => {
  const forward = { ...INITIAL, moved: [6, 7, 8, 9] };

  const joined = SEEDS.filter((seed) => {
    const { joinedHour } = mine({ ...forward, seed });
    return joinedHour !== undefined && joinedHour > INITIAL.movedHour;
  });
  assert.deepEqual(joined, []);
  assert.equal(mine({ ...forward, upgraded: 100 }).joinedHour, 2);
});

Deno.test("the new nodes follow at the block that puts the old chain ahead", () => {
  fc.assert(fc.property(settings, (each) => {
    const { blocks, joinedHour, voidBlocks } = mine(each);
    if (voidBlocks === 0) return;
    const until = blocks.filter(({ hour }) => hour <= joinedHour!);
    const count = (chain: string) => until.filter((block) => block.chain === chain).length;
    assert.equal(count("old"), count("new") + 1);
    assert.equal(count("new"), voidBlocks);
  }));
});

Deno.test("over many nights a chain grows by its share of six blocks an hour", () => {
  const lengths = SEEDS.map((seed) => mine({ ...INITIAL, poolsOnNew: 10, seed }).lengths.new);

  const mean = lengths.reduce((sum, each) => sum + each, 0) / lengths.length;
  assert.ok(Math.abs(mean - (1 + 24 * 6)) < 5, `${mean}`);
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
  }));
  for (const text of ["", "11.x.4.50.1", "6.00.4.50.1", "6.x.0.50.1", "6.x.4.51.1", "6.x.4.50.0"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
