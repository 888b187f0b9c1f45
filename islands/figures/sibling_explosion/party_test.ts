import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS, play } from "./party.ts";

const acts = fc.array(fc.constantFrom(...ACTS), { maxLength: 25 });
const sorted = (values: readonly number[]) => values.toSorted((one, other) => one - other);

Deno.test("entries for clients and dots keep exactly the concurrent versions", () => {
  fc.assert(fc.property(acts, (each) => {
    const { versions, concurrent } = play(each);
    for (const kind of ["client", "dotted"] as const) {
      assert.deepEqual(sorted(versions[kind].map(({ value }) => value)), sorted(concurrent), kind);
    }
  }));
});

Deno.test("the cautious lose nothing, and nobody but clients makes long vectors", () => {
  fc.assert(fc.property(acts, (each) => {
    for (const { careless, cautious, dotted } of play(each).history) {
      assert.equal(cautious.lost, 0);
      assert.ok(Math.max(careless.entries, cautious.entries, dotted.entries) <= 3);
    }
  }));
});

Deno.test("two who take turns leave false siblings, or lose each other's versions", () => {
  const last = play(["t"]).history.at(-1)!;

  assert.deepEqual(last.cautious, { siblings: 10, entries: 1, falseSiblings: 8, lost: 0 });
  assert.equal(last.careless.lost, 1);
  assert.deepEqual(last.dotted, { siblings: 2, entries: 1, falseSiblings: 0, lost: 0 });
});

Deno.test("ten new clients who read first leave one version and ten entries", () => {
  const last = play(["m"]).history.at(-1)!;

  assert.deepEqual(last.client, { siblings: 1, entries: 10, falseSiblings: 0, lost: 0 });
  assert.deepEqual(last.dotted, { siblings: 1, entries: 3, falseSiblings: 0, lost: 0 });
});

Deno.test("a client that reads first replaces all siblings", () => {
  const { concurrent, versions } = play(["a", "b", "c", "ra"]);

  assert.deepEqual(concurrent, [4]);
  assert.equal(versions.cautious.length, 1);
});
