import assert from "node:assert/strict";
import { COLUMNS, FAMILIES, ROWS } from "./rows.ts";
import {
  cleanWanted,
  findRows,
  INITIAL,
  readView,
  tellView,
  type View,
  writeView,
} from "./view.ts";

/** The section's table as plain text, without its links and sources. */
async function readTable(): Promise<string[][]> {
  const path = new URL("../../../content/quick_reference.mdx", import.meta.url);
  const [, table] = (await Deno.readTextFile(path)).split("| need |");
  const lines = table.split("\n\n")[0].split("\n").slice(2);
  return lines.map((line) =>
    line.replace(/^\||\|$/g, "").split(" | ").map((cell) =>
      cell.replace(/\[([^\]@]*)\]\([^)]*\)/g, "$1").replace(/\s*\[@[^\]]*\]/g, "").trim()
    )
  );
}

Deno.test("the rows are those of the section's table, word for word", async () => {
  assert.deepEqual(
    ROWS.map((row) => COLUMNS.map((column) => row[column])),
    await readTable(),
  );
});

Deno.test("findRows() finds by need and by promise, and both together", () => {
  const needs = (view: Partial<View>) =>
    findRows({ ...INITIAL, ...view }).map(({ row }) => row.need);

  assert.equal(needs({}).length, ROWS.length);
  assert.deepEqual(needs({ wanted: "CART" }), ["shopping cart"]);
  assert.deepEqual(needs({ family: "causal" }), ["comments, feeds"]);
  assert.deepEqual(needs({ family: "causal", wanted: "cart" }), []);
  for (const { value } of FAMILIES) assert.notEqual(needs({ family: value }).length, 0, value);
});

Deno.test("readView() reads what writeView() wrote, and nothing else", () => {
  const view: View = { family: "strict", hidden: "means", shown: [7, 8], wanted: "pay ment" };
  assert.deepEqual(readView(decodeURIComponent(writeView(view))), view);
  assert.deepEqual(readView(writeView(INITIAL)), INITIAL);
  for (
    const text of ["", "all", "all~none", "no~none~~", "all~cost~~", "all~none~99~", "all~none~x~"]
  ) {
    assert.equal(readView(text), undefined, text);
  }
  assert.equal(
    readView(`all~none~~${cleanWanted("~".repeat(3) + "a".repeat(99))}`)!.wanted.length,
    40,
  );
});

Deno.test("tellView() counts what was shown of what is in sight", () => {
  assert.match(tellView({ ...INITIAL, wanted: "nothing like it" }), /^0 of 12 rows fit\. Try/);
  const quiz: View = { ...INITIAL, family: "strict", hidden: "promise", shown: [0, 7] };
  assert.match(tellView(quiz), /1 of 2 shown\.$/);
  assert.match(tellView({ ...quiz, shown: [7, 8] }), /You have looked at all/);
});
