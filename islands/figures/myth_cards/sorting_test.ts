import assert from "node:assert/strict";
import { heapOf, HEAPS, MYTHS } from "./myths.ts";
import {
  countHeaps,
  nextUnsorted,
  putCard,
  readSorting,
  tellSorting,
  UNSORTED,
  writeSorting,
} from "./sorting.ts";

Deno.test("by its runs each claim is on the heap that the chapter says", () => {
  assert.deepEqual(MYTHS.map(heapOf), [
    "only if",
    "always",
    "only if",
    "never",
    "only if",
    "only if",
    "always",
    "only if",
    "never",
    "only if",
  ]);
});

Deno.test("the middle heap is the large one", () => {
  assert.deepEqual(countHeaps(), { "always": 2, "only if": 6, "never": 2 });
});

Deno.test("a claim that holds only sometimes has a run of either kind, and says what it depends on", () => {
  for (const myth of MYTHS.filter((each) => heapOf(each) === "only if")) {
    assert.match(myth.because, /^Only if /, myth.text);
    assert.deepEqual(new Set(myth.run().map(({ holds }) => holds)), new Set([true, false]));
  }
});

Deno.test("readSorting() reads what writeSorting() wrote, and nothing else", () => {
  const sorting = putCard(putCard(UNSORTED, "only if"), "never");
  assert.deepEqual(readSorting(writeSorting(sorting)), sorting);
  for (const text of ["", "1~", "0~----------", "11~----------", "1~x---------"]) {
    assert.equal(readSorting(text), undefined, text);
  }
});

Deno.test("tellSorting() says what the runs say, and at the end counts the heaps", () => {
  let sorting = putCard(UNSORTED, "always");
  assert.match(
    tellSorting(sorting),
    /^You said “always”; by the runs it is “only if”\. Only if it is/,
  );

  for (let next = nextUnsorted(sorting); next !== undefined; next = nextUnsorted(sorting)) {
    sorting = putCard({ ...sorting, at: next }, heapOf(MYTHS[next]));
  }
  assert.match(
    tellSorting(sorting),
    /9 of 10 as the runs do.*2 on “always”, 6 on “only if”, 2 on “never”\.$/,
  );
  assert.equal(HEAPS.length, 3);
});
