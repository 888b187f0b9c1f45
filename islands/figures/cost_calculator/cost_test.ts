import assert from "node:assert/strict";
import fc from "fast-check";
import {
  costOf,
  type Design,
  FIELDS,
  INITIAL,
  NAMES,
  readDesign,
  READS,
  tellCost,
  writeDesign,
} from "./cost.ts";

const design: fc.Arbitrary<Design> = fc.record({
  ...Object.fromEntries(NAMES.map((name) => {
    const { min, max, isWhole } = FIELDS[name];
    const cents = fc.integer({ min: 0, max: max * 1000 }).map((each) => each / 1000);
    return [name, isWhole ? fc.integer({ min, max }) : cents];
  })) as unknown as Record<typeof NAMES[number], fc.Arbitrary<number>>,
  readFrom: fc.constantFrom(...READS),
}, { noNullPrototype: true });

Deno.test("costOf() multiplies copies, size and price, and traffic by what is elsewhere", () => {
  const cost = costOf(INITIAL);

  assert.equal(cost.storage.toFixed(2), "6.90");
  // 200 writes of 1 kB to 2 copies elsewhere: 0.4 MB a second, for 2,592,000 seconds.
  assert.equal(cost.transferGb.toFixed(1), "1036.8");
  assert.equal(cost.transfer.toFixed(2), "20.74");
  assert.deepEqual([cost.commitMs, cost.underWay, cost.serialRate], [80, 16, 12.5]);
});

Deno.test("in one region storage costs the same, and nothing crosses", () => {
  fc.assert(fc.property(design, (each) => {
    const one = costOf({ ...each, regions: 1 });
    assert.equal(one.storage, costOf(each).storage);
    assert.equal(one.transfer, 0);
    assert.equal(one.commitMs, each.copies === 1 ? 0 : each.nearMs);
  }));
});

Deno.test("a region with a majority commits alone, and linearizable reads wait as writes do", () => {
  assert.equal(costOf({ ...INITIAL, regions: 2 }).commitMs, 2);
  assert.match(tellCost({ ...INITIAL, regions: 2 }), /since one region holds a majority/);
  assert.equal(costOf({ ...INITIAL, copies: 5, regions: 3 }).commitMs, 80);
  assert.equal(costOf({ ...INITIAL, readFrom: "linearizable" }).underWay, 176);
  assert.equal(costOf({ ...INITIAL, copies: 1 }).serialRate, Infinity);
});

Deno.test("readDesign() reads what writeDesign() wrote, and nothing that cannot be entered", () => {
  fc.assert(fc.property(design, (each) => {
    assert.deepEqual(readDesign(writeDesign(each)), each);
  }));
  const written = writeDesign(INITIAL);
  for (const text of ["", written.slice(0, -2), `0${written.slice(1)}`, `1e1${written.slice(1)}`]) {
    assert.equal(readDesign(text), undefined, text);
  }
  assert.equal(readDesign(written.replace(/^3/, "2.5")), undefined);
});
