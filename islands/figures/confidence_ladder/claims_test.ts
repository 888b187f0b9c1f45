import assert from "node:assert/strict";
import { CLAIMS, isBorneOut } from "./claims.ts";

Deno.test("every claim holds on an ordinary day", () => {
  for (const { text, run } of CLAIMS) assert.equal(run(false).holds, true, text);
});

Deno.test("with a fault those fail that speak of one moment, or take silence for death", () => {
  assert.deepEqual(CLAIMS.filter(isBorneOut).map(({ key }) => key), ["cu", "ma"]);
});

Deno.test("two leaders at once are in different terms", () => {
  const { lines } = CLAIMS.find(({ key }) => key === "on")!.run(true);

  assert.match(lines.at(-1)!, /n\d, in term 1; n\d, in term \d|n\d, in term [2-9]; n\d, in term 1/);
});

Deno.test("every claim has a key of its own", () => {
  assert.equal(new Set(CLAIMS.map(({ key }) => key)).size, CLAIMS.length);
});
