import assert from "node:assert/strict";
import { tellSpan } from "./tell_span.ts";

Deno.test("tellSpan() names the two largest units", () => {
  const minute = 60_000;

  assert.equal(tellSpan(20_000), "under a minute");
  assert.equal(tellSpan(minute), "1 minute");
  assert.equal(tellSpan(125 * minute), "2 hours 5 minutes");
  assert.equal(tellSpan(60 * minute), "1 hour");
  assert.equal(tellSpan((3 * 24 * 60 + 61) * minute), "3 days 1 hour");
  assert.equal(tellSpan((24 * 60 + 5) * minute), "1 day");
});
