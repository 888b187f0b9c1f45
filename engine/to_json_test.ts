import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { changesBetween, type Json, toJson } from "./to_json.ts";

Deno.test("toJson() shows what JSON has no word for", () => {
  const shown = toJson({
    map: new Map([["a", 1]]),
    pairs: new Map([[1, "a"]]),
    set: new Set([1, 2]),
    big: 10n,
    odd: [NaN, -0, Infinity, undefined],
    method() {},
  });

  deepEqual(shown, {
    map: { a: 1 },
    pairs: [[1, "a"]],
    set: [1, 2],
    big: "10n",
    odd: ["NaN", "-0", "Infinity", null],
  });
});

Deno.test("toJson() cuts what is too long or too deep, with a sign", () => {
  let deep: unknown = "bottom";
  for (let depth = 0; depth < 20; depth++) deep = [deep];

  ok(JSON.stringify(toJson(deep)).includes("…"));
  equal((toJson(Array.from({ length: 70 }, () => 0)) as Json[]).at(-1), "… 6 more");
  equal((toJson("x".repeat(500)) as string).length, 401);
  deepEqual(
    (toJson(Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i]))) as {
      [key: string]: Json;
    })["…"],
    "6 more",
  );
});

Deno.test("toJson() leaves hidden parts out, and survives cycles and lone surrogates", () => {
  const context = { secret: 1 };
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  deepEqual(toJson({ context, a: 1 }, (value) => value === context), { a: 1 });
  ok(JSON.stringify(toJson(cycle)).includes("…"));
  equal(toJson("\ud800"), "\ufffd");
});

Deno.test("toJson() gives what JSON gives back, and no key becomes a prototype", () => {
  fc.assert(
    fc.property(fc.anything({ withMap: true, withSet: true, withBigInt: true }), (value) => {
      const shown = toJson(value);

      deepEqual(JSON.parse(JSON.stringify(shown)), shown);
    }),
  );
  deepEqual(Object.keys(toJson(JSON.parse('{"__proto__":{"a":1}}')) as object), ["__proto__"]);
});

Deno.test("changesBetween() names each field that differs, by its path", () => {
  const before = { term: 1, log: [{ term: 1 }], gone: true, same: { a: [1] } };
  const after = { term: 2, log: [{ term: 1 }, { term: 2 }], same: { a: [1] }, made: {} };

  deepEqual(changesBetween(before, after), [
    { path: "term", before: 1, after: 2 },
    { path: "log.1", before: null, after: { term: 2 } },
    { path: "gone", before: true, after: null },
    { path: "made", before: null, after: {} },
  ]);
  deepEqual(changesBetween(before, before), []);
});

Deno.test("changesBetween() finds something exactly where two states differ", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
    const changes = changesBetween(one as Json, other as Json);

    // A field that is null and one that is not there are shown alike.
    if (JSON.stringify(one) === JSON.stringify(other)) equal(changes.length, 0);
    for (const { before, after } of changes) ok(before !== after);
  }));
});
