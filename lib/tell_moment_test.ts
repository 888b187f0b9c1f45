import assert from "node:assert/strict";
import { tellMoment } from "./tell_moment.ts";

Deno.test("tellMoment() tells day, time and zone", () => {
  assert.equal(tellMoment("2026-11-26T04:49:59.999Z"), "26 Nov 2026, 04:49 UTC");
});
