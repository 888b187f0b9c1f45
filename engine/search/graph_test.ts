import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { cloneGraph, encodeGraph, NotCopyable } from "./graph.ts";

const KEEP_NONE = () => false;
const ordered = (value: unknown) => encodeGraph(value, { keep: KEEP_NONE, isOrdered: true });
const unordered = (value: unknown) => encodeGraph(value, { keep: KEEP_NONE, isOrdered: false });

class Entry {
  constructor(public term: number, public command: unknown) {}

  get isFirst() {
    return this.term === 1;
  }
}

class Other {
  constructor(public term: number, public command: unknown) {}
}

const state = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.integer(),
    fc.string(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, NaN),
  ),
  any: fc.oneof(
    { maxDepth: 3 },
    tie("leaf"),
    tie("array"),
    tie("object"),
    tie("map"),
    tie("set"),
    tie("entry"),
  ),
  array: fc.array(tie("any"), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("any"), { noNullPrototype: true }),
  map: fc.array(fc.tuple(tie("leaf"), tie("any")), { maxLength: 3 }).map((list) => new Map(list)),
  set: fc.array(tie("any"), { maxLength: 3 }).map((list) => new Set(list)),
  entry: fc.tuple(fc.integer({ min: 0, max: 2 }), tie("any")).map(([term, command]) =>
    new Entry(term, command)
  ),
})).any;

Deno.test("equal texts are equal states, and equal states are equal texts", () => {
  fc.assert(
    fc.property(state, state, (one, other) => {
      equal(ordered(one) === ordered(other), isSame(one, other));
      equal(ordered(cloneGraph(one, KEEP_NONE)), ordered(one));
    }),
    { numRuns: 500 },
  );
});

/** Equal in all that a program could see: classes, order, and each value. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const listOf = (value: object): unknown[] =>
    value instanceof Map || value instanceof Set ? [...value] : Object.entries(value).flat();
  const [ones, others] = [listOf(one), listOf(other)];
  return ones.length === others.length && ones.every((part, place) => isSame(part, others[place]));
}

Deno.test("a copy shares nothing, and its methods work", () => {
  const original = { log: [new Entry(1, { op: "put" })], votes: new Set(["n1"]) };

  const copy = cloneGraph(original, KEEP_NONE);
  copy.log[0].term = 2;
  copy.votes.add("n2");

  deepEqual(original, { log: [new Entry(1, { op: "put" })], votes: new Set(["n1"]) });
  equal(copy.log[0].isFirst, false);
});

Deno.test("aliases and cycles are kept, and tell states apart", () => {
  const shared = { a: 1 };
  const aliased = { one: shared, other: shared };
  const apart = { one: { a: 1 }, other: { a: 1 } };
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  const copy = cloneGraph(aliased, KEEP_NONE);

  equal(copy.one, copy.other);
  notEqual(ordered(aliased), ordered(apart));
  const copied = cloneGraph(cycle, KEEP_NONE);
  equal(copied.self, copied);
  equal(ordered(copied), ordered(cycle));
});

Deno.test("without order, what differs by order alone is one state; classes still differ", () => {
  equal(unordered({ a: 1, b: 2 }), unordered({ b: 2, a: 1 }));
  equal(unordered(new Set([1, 2])), unordered(new Set([2, 1])));
  notEqual(unordered([1, 2]), unordered([2, 1]));
  notEqual(ordered(new Set([1, 2])), ordered(new Set([2, 1])));
  notEqual(unordered(new Entry(1, 0)), unordered(new Other(1, 0)));
});

Deno.test("a renaming reaches values and keys, and what it maps alike is alike", () => {
  const swap = new Map([["n1", "n2"], ["n2", "n1"]]);
  const encode = (value: unknown, rename?: ReadonlyMap<string, string>) =>
    encodeGraph(value, { keep: KEEP_NONE, isOrdered: false, rename });

  equal(
    encode({ votes: new Set(["n1"]), next: { n1: 3, n2: 4 } }, swap),
    encode({
      votes: new Set(["n2"]),
      next: { n2: 3, n1: 4 },
    }),
  );
});

Deno.test("what no copy can reach is refused by name", () => {
  const accessor = {
    get now() {
      return 1;
    },
  };

  for (
    const value of [() => 1, { f() {} }, new Date(0), /x/, new WeakMap(), accessor, {
      [Symbol("s")]: 1,
    }]
  ) {
    throws(() => cloneGraph({ field: value }, KEEP_NONE), NotCopyable);
  }
  class Odd extends Map {}
  throws(() => cloneGraph(new Odd(), KEEP_NONE), /a subclass of Map/);
});
