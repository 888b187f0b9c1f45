import assert from "node:assert/strict";
import { createMarkdown } from "./markdown.ts";
import { mendTables } from "./mend_tables.ts";

const markdown = createMarkdown({ sources: [], prefix: "", plugins: [mendTables] });

Deno.test("mendTables() makes the first cells headings where their column has none", async () => {
  const html = await markdown.block("| | a |\n| - | - |\n| row | 1 |");

  assert.match(html, /<td><\/td>\s*<th>a<\/th>/);
  assert.match(html, /<th scope="row">row<\/th>\s*<td>1<\/td>/);
  assert.doesNotMatch(html, /table-box/);
});

Deno.test("mendTables() lets wide tables scroll, by keyboard too", async () => {
  const html = await markdown.block("| a | b | c | d |\n| - | - | - | - |\n| 1 | 2 | 3 | 4 |");

  assert.match(
    html,
    /<div class="table-box" tabindex="0" role="region" aria-label="Table: a, b, c, d">/,
  );
  assert.equal(html.match(/<table>/g)?.length, 1);
});
