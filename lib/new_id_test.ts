import assert from "node:assert/strict";
import { idAt, newId, openIds } from "./new_id.ts";

Deno.test("ids rise within a millisecond, with the clock, and when it is set back", () => {
  const times = [1000, 1000, 1001, 900, 1002];
  const next = openIds(() => times.shift()!);
  const ids = Array.from({ length: 5 }, next);
  assert.deepEqual(ids.toSorted(), ids);

  const many = Array.from({ length: 2000 }, newId);
  assert.deepEqual(many.toSorted(), many);
});

Deno.test("an id is a word for a link, and nobody can guess it from its moment", () => {
  assert.match(idAt(Date.parse("2026-11-26"), 0), /^[0-9a-z]{9}0{5}[0-9a-f]{20}$/);
  assert.notEqual(idAt(1, 1), idAt(1, 1));
});
