import { deepEqual, equal, notDeepEqual, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { deriveSeed, hashText, Random } from "./random.ts";

const draw = (random: Random, count = 20) => Array.from({ length: count }, () => random.uint32());

Deno.test("Random gives the same numbers for a seed and stream, and others for others", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, stream) => {
      const numbers = draw(new Random(seed, stream));

      deepEqual(draw(new Random(seed, stream)), numbers);
      notDeepEqual(draw(new Random(seed + 1, stream)), numbers);
      notDeepEqual(draw(new Random(seed, `${stream}'`)), numbers);
    }),
  );
});

Deno.test("Random's first numbers are pinned: another generator would break every stored seed", () => {
  deepEqual(draw(new Random(1), 3), PINNED.plain);
  deepEqual(draw(new Random(1, "node n1"), 3), PINNED.stream);
  equal(deriveSeed(1, "walks", 0), PINNED.derived);
  equal(hashText("truth"), PINNED.hash);
});

const PINNED = {
  plain: [2522820989, 240967106, 1212391957],
  stream: [3731366984, 1171785415, 3155882074],
  derived: 3871147593,
  hash: 3598187358,
};

Deno.test("between() reaches both ends and nothing beyond", () => {
  const random = new Random(7);
  const counts = new Map<number, number>();
  for (let draws = 0; draws < 6_000; draws++) {
    const value = random.between(-1, 1);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  deepEqual([...counts.keys()].sort((one, other) => one - other), [-1, 0, 1]);
  for (const count of counts.values()) ok(count > 1_800 && count < 2_200, `${count} of 2,000`);
});

Deno.test("chance() draws no number when the answer is certain", () => {
  const random = new Random(3);
  const other = new Random(3);

  equal(random.chance(0), false);
  equal(random.chance(1), true);
  equal(random.uint32(), other.uint32());
});

Deno.test("chance() comes true about as often as it says", () => {
  const random = new Random(5);
  let count = 0;
  for (let draws = 0; draws < 10_000; draws++) if (random.chance(0.3)) count++;

  ok(count > 2_850 && count < 3_150, `${count} of 3,000`);
});

Deno.test("pick() picks each, and refuses an empty list", () => {
  const random = new Random(2);
  const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", "b", "c"])));

  equal(picked.size, 3);
  throws(() => random.pick([]), RangeError);
});

Deno.test("shuffle() keeps all items and leaves the list as it was, each order as likely", () => {
  const random = new Random(4);
  const items = [1, 2, 3];
  const orders = new Map<string, number>();
  for (let draws = 0; draws < 6_000; draws++) {
    const order = random.shuffle(items);
    deepEqual(order.toSorted(), items);
    orders.set(order.join(), (orders.get(order.join()) ?? 0) + 1);
  }

  equal(orders.size, 6);
  for (const count of orders.values()) ok(count > 850 && count < 1_150, `${count} of 1,000`);
});

Deno.test("deriveSeed() gives every run of a family a seed of its own", () => {
  const seeds = new Set<number>();
  for (const name of ["a", "b"]) {
    for (let index = 0; index < 5_000; index++) seeds.add(deriveSeed(1, name, index));
  }

  equal(seeds.size, 10_000);
});
