import assert from "node:assert/strict";
import { tellMinutes } from "./tell_minutes.ts";

Deno.test("tellMinutes() has hours where there are any, and minutes where they count", () => {
  assert.deepEqual([0, 40, 60, 75, 120].map(tellMinutes), [
    "0 min",
    "40 min",
    "1 h",
    "1 h 15 min",
    "2 h",
  ]);
});
