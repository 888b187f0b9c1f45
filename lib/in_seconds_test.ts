import assert from "node:assert/strict";
import { inSeconds } from "./in_seconds.ts";

Deno.test("inSeconds() says how long to wait as one would say it", () => {
  const said = [1, 2, 90, 91, 120, 121].map(inSeconds);

  assert.deepEqual(said, [
    "in a second",
    "in 2 seconds",
    "in 90 seconds",
    "in 2 minutes",
    "in 2 minutes",
    "in 3 minutes",
  ]);
});
