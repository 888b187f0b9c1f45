import assert from "node:assert/strict";
import { readSource, SOURCE_BYTES_MAX } from "./refusal.ts";

const REFUSED: readonly [name: string, source: Uint8Array | string, code: string][] = [
  ["nothing", "", "empty"],
  ["nothing but space", " \n\t", "empty"],
  ["one byte too many", "x".repeat(SOURCE_BYTES_MAX + 1), "too-large"],
  ["too many bytes in few characters", "🙂".repeat(SOURCE_BYTES_MAX / 4) + "x", "too-large"],
  ["Latin-1", new Uint8Array([0x2f, 0x2f, 0xe9]), "not-utf-8"],
  ["half a character", "\ud83d", "not-utf-8"],
  ["a zero character", "const x = 1;\0", "not-utf-8"],
];

for (const [name, source, code] of REFUSED) {
  Deno.test(`readSource() refuses ${name}`, () => {
    assert.throws(() => readSource(source), { name: "Refusal", code });
  });
}

Deno.test("readSource() takes bytes and text alike, as long as the limit", () => {
  const text = "x".repeat(SOURCE_BYTES_MAX);

  assert.equal(readSource(text), text);
  assert.equal(readSource(new TextEncoder().encode(text)), text);
});
