import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { copyData, DATA_DEPTH_MAX, DATA_PARTS_MAX } from "./copy_data.ts";
import { digest, encode } from "./encode.ts";

/** Everything that counts as data. Keys of a Map are primitive here, so that they can be looked up. */
const data = fc.letrec((tie) => ({
  primitive: fc.oneof(
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, NaN, -0, 0, Infinity),
  ),
  any: fc.oneof(
    { maxDepth: 4 },
    tie("primitive"),
    tie("array"),
    tie("object"),
    tie("map"),
    tie("set"),
  ),
  array: fc.array(tie("any"), { maxLength: 4 }),
  object: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor")),
    tie("any"),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
  map: fc.array(fc.tuple(tie("primitive"), tie("any")), { maxLength: 4 })
    .map((entries) => new Map(entries)),
  set: fc.array(tie("primitive"), { maxLength: 4 }).map((items) => new Set(items)),
})).any;

Deno.test("copyData() gives an equal value that shares nothing", () => {
  fc.assert(fc.property(data, (value) => {
    const copy = copyData(value);

    deepEqual(copy, value);
    equal(encode(copy), encode(value));
    for (const part of partsOf(copy)) equal(partsOf(value).has(part), false);
  }));
});

function partsOf(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== "object" || value === null) return found;
  found.add(value);
  const parts = value instanceof Map
    ? [...value].flat()
    : value instanceof Set
    ? [...value]
    : Object.values(value);
  for (const part of parts) partsOf(part, found);
  return found;
}

Deno.test("copyData() turns instances into their own fields, or into what toJSON says", () => {
  class Point {
    x = 1;
    #hidden = 2;
    get sum() {
      return this.x + this.#hidden;
    }
  }
  class Told {
    toJSON() {
      return { told: [1] };
    }
  }

  deepEqual(copyData(new Point()), { x: 1 });
  deepEqual(copyData([new Told()]), [{ told: [1] }]);
});

Deno.test("copyData() refuses what is no data, in the middle too", () => {
  for (const value of [() => 1, Symbol("s"), { a: [() => 1] }, new Map([[1, Symbol("s")]])]) {
    throws(() => copyData(value), TypeError);
  }
  // Their content lies in no field, and would be lost without a word.
  throws(() => copyData({ a: new Uint8Array(2) }), /a is a typed array, .*: make it an array/);
  throws(() => copyData([new ArrayBuffer(2)]), /\[0\] is an ArrayBuffer, which cannot be sent/);
  throws(() => copyData(/a/), /is a regular expression, .*: send its source/);
  throws(() => copyData(new WeakMap()), /is a WeakMap, .*: take a Map/);
  throws(() => copyData({ cause: new RangeError("x") }), /cause is an Error, .*: send its message/);
});

Deno.test("copyData() says where in a value the part lies that is no data", () => {
  class Told {
    toJSON() {
      return { then: () => 1 };
    }
  }
  let deep: unknown = () => 1;
  for (let depth = 0; depth < 9; depth++) deep = { deep };
  const places: [unknown, RegExp][] = [
    [() => 1, /^message is a function\. Only data can be sent, saved or applied: numbers, /],
    [Symbol("s"), /^message is a symbol\. /],
    [{ vote: { on: () => 1 } }, /^message\.vote\.on is a function\. /],
    [
      { a: [1, { b: 2 }], entries: [{}, { "a b": Symbol("s") }] },
      /^message\.entries\[1\]\["a b"\] is/,
    ],
    [new Map<string, unknown>([["n1", 1], ["n2", () => 1]]), /^message\.get\("n2"\) is a function/],
    [
      { seen: new Map([[3, [new Uint8Array(1)]]]) },
      /^message\.seen\.get\(3\)\[0\] is a typed array/,
    ],
    [new Map([[() => 1, 2]]), /^message \(one of its keys\) is a function/],
    [{ seen: new Set([1, () => 1]) }, /^message\.seen \(one of its items\) is a function/],
    [[new Told()], /^message\[0\]\.toJSON\(\)\.then is a function/],
    [deep, /^message\.deep\.deep\.deep\.deep\.deep\.deep… is a function/],
  ];

  for (const [value, message] of places) {
    throws(() => copyData(value, "message"), { name: "TypeError", message });
  }
  throws(() => copyData([() => 1]), /^TypeError: the value\[0\] is a function/);
});

Deno.test("copyData() carries nothing under a symbol: nodes would share it", () => {
  const shared = { count: 0 };
  class Tagged {
    term = 1;
    [Symbol.toStringTag] = shared;
  }

  for (const value of [{ term: 1, [Symbol.iterator]: shared }, new Tagged()]) {
    const copy = copyData([value]) as object[];

    deepEqual(Reflect.ownKeys(copy[0]), ["term"]);
  }
});

Deno.test("copyData() refuses cycles, and more parts than a message has", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  let deep: unknown = 1;
  for (let depth = 0; depth < DATA_DEPTH_MAX; depth++) deep = [deep];

  throws(() => copyData(cycle), /refers to itself/);
  deepEqual(copyData(deep), deep);
  throws(() => copyData([deep, [deep]]), /nested deeper/);
  throws(() => copyData(Array.from({ length: DATA_PARTS_MAX + 1 }, () => 0)), RangeError);
  throws(() => copyData({ length: [new Array(2 ** 31)] }), RangeError);
});

Deno.test("encode() is the same exactly for what no program can tell apart", () => {
  const told = [
    0,
    -0,
    NaN,
    1n,
    1,
    "1",
    "",
    null,
    undefined,
    true,
    [],
    [[]],
    [undefined],
    [null],
    {},
    { a: 1 },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
    new Map(),
    new Set(),
    new Map([[1, 2]]),
    new Set([1, 2]),
    new Set([2, 1]),
    [1, 2],
    "[1,2]",
    { "a:1": 2 },
    new Map([["a", 1]]),
    [1, [2]],
    [[1], 2],
  ];

  const texts = told.map(encode);

  equal(new Set(texts).size, told.length);
  fc.assert(fc.property(data, data, (one, other) => {
    const isSame = isDeepEqual(one, other);
    if (isSame) {
      equal(encode(one), encode(other));
      equal(digest(one), digest(other));
    } else notEqual(encode(one), encode(other));
  }));
});

/** Equal with the order of keys, entries and elements. */
function isDeepEqual(one: unknown, other: unknown): boolean {
  const listOf = (value: object): unknown[] =>
    value instanceof Map || value instanceof Set
      ? [...value]
      : Array.isArray(value)
      ? value
      : Object.entries(value);
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  if (Object.prototype.toString.call(one) !== Object.prototype.toString.call(other)) return false;
  const [ones, others] = [listOf(one), listOf(other)];
  return ones.length === others.length &&
    ones.every((part, place) => isDeepEqual(part, others[place]));
}
