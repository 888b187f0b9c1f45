import assert from "node:assert/strict";
import { listSlugs } from "@/grading/exercises.ts";
import { formatProgram } from "./format_program.ts";

Deno.test("formatProgram() lays out, and keeps the cursor where it was in the text", async () => {
  const source = "export const a={b:1}\nexport   const c = 'd'\n";

  const { source: formatted, cursor } = await formatProgram(source, source.indexOf("c ="));

  assert.equal(formatted, `export const a = { b: 1 };\nexport const c = "d";\n`);
  assert.equal(formatted.slice(cursor, cursor + 3), "c =");
});

Deno.test("formatProgram() says where a program does not parse", async () => {
  await assert.rejects(
    formatProgram("const a = 1;\nconst b = ;\n", 0),
    /^Error: Not formatted: line 2, column 11: Expression expected/,
  );
});

Deno.test("formatProgram() leaves alone what it has laid out", async () => {
  for (const slug of await listSlugs(".")) {
    const starter = await Deno.readTextFile(`exercises/${slug}/starter.ts`);
    const { source } = await formatProgram(starter, 0);

    assert.equal((await formatProgram(source, 0)).source, source, slug);
  }
});
