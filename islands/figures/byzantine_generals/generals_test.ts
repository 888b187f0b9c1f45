import assert from "node:assert/strict";
import fc from "fast-check";
import {
  betray,
  INITIAL,
  readCouncil,
  resize,
  type Search,
  tryAllLies,
  writeCouncil,
} from "./council.ts";
import { type Council, deliberate, type Order } from "./generals.ts";

/** All placements of f traitors, under both orders. */
function searchAll(count: number, traitorCount: number, isSigned: boolean): Search[] {
  const found: Search[] = [];
  const base = resize({ ...INITIAL, isSigned }, count, traitorCount);
  for (let first = 0; first < count; first++) {
    for (let second = first + 1; second < (traitorCount === 1 ? first + 2 : count); second++) {
      const traitors = traitorCount === 1 ? [first] : [first, second];
      for (const order of ["attack", "retreat"] as Order[]) {
        found.push(tryAllLies(traitors.reduce(betray, { ...base, order, traitors: [], lies: [] })));
      }
    }
  }
  return found;
}

const canBreak = (searches: readonly Search[]) => searches.some(({ breaking }) => breaking > 0);

for (const [count, traitors] of [[3, 1], [4, 2], [5, 2], [6, 2]]) {
  Deno.test(`with plain words ${count} generals are too few for ${traitors}`, () => {
    assert.equal(canBreak(searchAll(count, traitors, false)), true);
  });
}

for (const [count, traitors] of [[4, 1], [5, 1], [6, 1], [7, 1], [7, 2]]) {
  Deno.test(`with plain words ${count} generals stand ${traitors}, wherever, whatever is said`, () => {
    assert.equal(canBreak(searchAll(count, traitors, false)), false);
  });
}

for (const [count, traitors] of [[3, 1], [4, 2], [5, 2], [6, 2]]) {
  Deno.test(`with signatures ${count} generals stand ${traitors}`, () => {
    assert.equal(canBreak(searchAll(count, traitors, true)), false);
  });
}

Deno.test("four generals with a lying commander all do the same", () => {
  const council: Council = {
    ...resize(INITIAL, 4, 1),
    traitors: [0],
    lies: [["attack", "attack", "attack", "retreat"]],
  };
  const { decisions, breach } = deliberate(council);

  assert.deepEqual(decisions.map(({ does }) => does), ["attack", "attack", "attack"]);
  assert.equal(breach, undefined);
});

Deno.test("of three, a lieutenant who lies makes a loyal one disobey a loyal commander", () => {
  const { decisions, breach } = deliberate({ ...INITIAL, lies: [["attack", "retreat", "attack"]] });

  assert.equal(breach, "disobey");
  assert.equal(decisions[0].does, "retreat");
});

Deno.test("without traitors' lies what is ordered is done, and who else is loyal stays", () => {
  assert.equal(deliberate(INITIAL).breach, undefined);
  assert.deepEqual(betray(resize(INITIAL, 7, 2), 0).traitors, [6, 0]);
});

Deno.test("readCouncil() reads what writeCouncil() wrote, and nothing that cannot be", () => {
  fc.assert(fc.property(
    fc.integer({ min: 3, max: 7 }),
    fc.integer({ min: 1, max: 2 }),
    fc.integer({ min: 0, max: 2 }),
    fc.boolean(),
    (count, wanted, traitor, isSigned) => {
      const council = betray({ ...resize(INITIAL, count, wanted), isSigned }, traitor);
      assert.deepEqual(readCouncil(writeCouncil(council)), council);
    },
  ));
  for (
    const text of [
      "",
      "8.1.w.a.2.aaaaaaaa",
      "3.2.w.a.1-2.aaa-aaa",
      "3.1.w.a.3.aaa",
      "4.2.w.a.1-1.aaaa-aaaa",
      "3.1.w.a.2.aa",
    ]
  ) {
    assert.equal(readCouncil(text), undefined, text);
  }
});
