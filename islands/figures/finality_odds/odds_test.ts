import assert from "node:assert/strict";
import fc from "fast-check";
import {
  estimate,
  INITIAL,
  race,
  RACES,
  readSettings,
  type Settings,
  wipe,
  writeSettings,
} from "./odds.ts";

Deno.test("estimate() gives the table of the paper, section 11", () => {
  const table = [
    [10, 0, 1],
    [10, 1, 0.2045873],
    [10, 2, 0.0509779],
    [10, 5, 0.0009137],
    [10, 6, 0.0002428],
    [10, 10, 0.0000012],
    [30, 5, 0.1773523],
    [30, 10, 0.0416605],
    [30, 15, 0.0101008],
  ];

  for (const [share, blocks, odds] of table) {
    assert.equal(estimate(share, blocks).toFixed(7), odds.toFixed(7), `${share} % ${blocks}`);
  }
});

Deno.test("with half of the power the attacker catches up for certain", () => {
  assert.equal(estimate(50, 15), 1);
  assert.ok(race({ ...INITIAL, share: 50, blocks: 6 }) > 0.9 * RACES);
});

Deno.test("races come near the chance of catching up, which is a little above the estimate", () => {
  for (const [share, blocks] of [[10, 1], [20, 3], [30, 6], [40, 4]]) {
    const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
    const undone = seeds.reduce((sum, seed) => sum + race({ ...INITIAL, share, blocks, seed }), 0);
    const mean = undone / (seeds.length * RACES);
    assert.ok(Math.abs(mean - exact(share, blocks)) < 0.015, `${share} % ${blocks}: ${mean}`);
    assert.ok(Math.abs(mean - estimate(share, blocks)) < 0.04, `${share} % ${blocks}: ${mean}`);
  }
});

/** With a negative binomial count instead of Poisson's: no average is taken for the honest time. */
function exact(share: number, blocks: number): number {
  const [attacker, honest] = [share / 100, 1 - share / 100];
  let chance = honest ** blocks;
  let fails = 0;
  for (let found = 0; found <= blocks; found++) {
    fails += chance * (1 - (attacker / honest) ** (blocks - found));
    chance *= attacker * (blocks + found) / (found + 1);
  }
  return 1 - fails;
}

Deno.test("a committed entry cannot be undone while disks keep what they stored", () => {
  assert.deepEqual(wipe(0), { ways: 1, undone: 0 });
  assert.deepEqual(wipe(1), { ways: 5, undone: 3 });
  assert.deepEqual(wipe(2), { ways: 10, undone: 9 });
  assert.deepEqual(wipe(3), { ways: 10, undone: 10 });
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  const settings: fc.Arbitrary<Settings> = fc.record({
    share: fc.integer({ min: 1, max: 50 }),
    blocks: fc.integer({ min: 0, max: 15 }),
    wiped: fc.integer({ min: 0, max: 3 }),
    seed: fc.integer({ min: 1, max: 99 }),
  }, { noNullPrototype: true });
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
  }));
  for (const text of ["", "0.6.0.1", "51.6.0.1", "10.16.0.1", "10.6.4.1", "10.6.0.0"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
