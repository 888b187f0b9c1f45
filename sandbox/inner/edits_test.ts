import assert from "node:assert/strict";
import { Edits } from "./edits.ts";

Deno.test("Edits.apply() nests ranges that begin or end at the same place", () => {
  const edits = new Edits("ab");

  edits.wrap(0, 2, "(", ")");
  edits.wrap(0, 1, "[", "]");
  edits.wrap(1, 2, "{", "}");
  edits.wrap(1, 2, "<", ">");

  assert.equal(edits.apply(), "([a]{<b>})");
});

Deno.test("Edits.apply() puts both ends of an empty range in order", () => {
  const edits = new Edits("{}");

  edits.wrap(1, 1, "try{", "}finally{}");

  assert.equal(edits.apply(), "{try{}finally{}}");
});

Deno.test("Edits.replace() keeps the line breaks and drops what was inside", () => {
  const edits = new Edits("a\nbc\nd");

  edits.wrap(5, 6, "<", ">");
  edits.replace(0, 5, "x");
  edits.replace(2, 3, "y");

  assert.equal(edits.apply(), "x\n\n<d>");
});
