import assert from "node:assert/strict";
import { placeIn } from "./place_in.ts";

Deno.test("placeIn() finds the place that a message names", () => {
  assert.deepEqual(placeIn("Line 12, column 5: Unexpected token."), { line: 12, column: 5 });
  assert.deepEqual(placeIn("TypeError: x is not a function (line 7)"), { line: 7, column: 1 });
  assert.equal(placeIn("Your file must export a function named merge."), undefined);
});
