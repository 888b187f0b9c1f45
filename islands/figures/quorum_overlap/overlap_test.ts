import assert from "node:assert/strict";
import fc from "fast-check";
import {
  COPIES_MAX,
  COPIES_MIN,
  countPairs,
  findRegress,
  groupsOf,
  INITIAL,
  readSettings,
  resize,
  type Settings,
  writeSettings,
} from "./overlap.ts";
import { tellOverlap, tellSpare } from "./tell_overlap.ts";

const settings: fc.Arbitrary<Settings> = fc.integer({ min: COPIES_MIN, max: COPIES_MAX }).chain(
  (copies) =>
    fc.record({
      copies: fc.constant(copies),
      written: fc.integer({ min: 1, max: copies }),
      asked: fc.integer({ min: 1, max: copies }),
      passesOn: fc.boolean(),
    }, { noNullPrototype: true }),
);

Deno.test("every read meets the last confirmed write exactly if R + W is more than N", () => {
  fc.assert(fc.property(settings, ({ copies, written, asked }) => {
    const { pairs, apart, example: [one, other] } = countPairs(copies, written, asked);
    assert.equal(apart === 0, written + asked > copies);
    assert.equal(one.some((copy) => other.includes(copy)), apart === 0);
    assert.equal(pairs, groupsOf(copies, written).length * groupsOf(copies, asked).length);
  }));
});

Deno.test("new and then old is excluded by overlap and passing on together, or by asking all", () => {
  fc.assert(fc.property(settings, (each) => {
    const { copies, written, asked, passesOn } = each;
    const isExcluded = asked === copies || (passesOn && written + asked > copies);
    assert.equal(findRegress(each) === undefined, isExcluded, writeSettings(each));
  }));
});

Deno.test("what is found is what it says: the first read meets the write, the second does not", () => {
  fc.assert(fc.property(settings, (each) => {
    const found = findRegress(each);
    if (found === undefined) return;
    const { before, after, first, second } = found;
    assert.ok(first.some((copy) => before.includes(copy)));
    assert.ok(!second.some((copy) => after.includes(copy)));
    assert.ok(before.every((copy) => after.includes(copy)));
    assert.ok(!each.passesOn || after.length >= each.written);
  }));
});

Deno.test("groupsOf() finds each group once", () => {
  assert.equal(groupsOf(7, 3).length, 35);
  assert.deepEqual(groupsOf(3, 2), [[0, 1], [0, 2], [1, 2]]);
});

Deno.test("tellOverlap() says what is missing", () => {
  assert.match(tellOverlap({ ...INITIAL, asked: 1 }), /^R \+ W is 3, and N is 3: a read may ask/);
  assert.match(tellOverlap(INITIAL), /met by one reader and missed by the next/);
  assert.match(tellOverlap({ ...INITIAL, passesOn: true }), /nobody reads an older one later/);
  assert.match(tellOverlap({ ...INITIAL, asked: 3 }), /asks every copy/);
  assert.equal(tellSpare(INITIAL), "Writes go on with one copy down, reads with one copy down.");
});

Deno.test("readSettings() reads what writeSettings() wrote, and nothing out of range", () => {
  fc.assert(fc.property(settings, (each) => {
    assert.deepEqual(readSettings(writeSettings(each)), each);
    assert.notEqual(readSettings(writeSettings(resize(each, COPIES_MIN))), undefined);
  }));
  for (const text of ["", "2.1.1.k", "3.4.1.k", "3.1.4.k", "3.0.1.k", "3.1.1.x"]) {
    assert.equal(readSettings(text), undefined, text);
  }
});
