import assert from "node:assert/strict";
import { cutSnippet } from "./search.ts";

const flat = (pieces: ReturnType<typeof cutSnippet>) =>
  pieces.map(({ text, isMatch }) => isMatch ? `<${text}>` : text).join("");

Deno.test("cutSnippet() marks the words, whatever their case, and nothing inside others", () => {
  assert.equal(
    flat(cutSnippet("A quorum. Quorums, and two Quorum leases.", ["quorum"])),
    "A <quorum>. Quorums, and two <Quorum> leases.",
  );
});

Deno.test("cutSnippet() cuts between words, and says so", () => {
  const text = `${"before ".repeat(30)}needle ${"after ".repeat(60)}`.trim();
  const snippet = flat(cutSnippet(text, ["needle"]));

  assert.match(snippet, /^… (?:before )+<needle> (?:after )+…$/);
  assert.ok(snippet.length < 200, String(snippet.length));
});

Deno.test("cutSnippet() begins at the start where the words are in a heading alone", () => {
  assert.equal(flat(cutSnippet("Short text.", ["needle"])), "Short text.");
  assert.equal(flat(cutSnippet("", ["needle"])), "");
});
