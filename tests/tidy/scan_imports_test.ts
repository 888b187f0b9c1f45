import assert from "node:assert/strict";
import { scanImports } from "./scan_imports.ts";

function specifiers(source: string): string[] {
  return scanImports(source).map(({ specifier, isTypeOnly }) =>
    isTypeOnly ? `type ${specifier}` : specifier
  );
}

Deno.test("scanImports() finds every form of import and export", () => {
  const source = `
    import "a";
    import b from "b";
    import * as c from "c";
    import { d, type D } from 'd';
    import type { E } from "e";
    import { type F, type G as H } from "f";
    import type from "g";
    export * from "h";
    export type { I } from "i";
    export { from } from "j";
    const k = await import("k");
  `;

  assert.deepEqual(specifiers(source), [
    ..."abcd",
    "type e",
    "type f",
    "g",
    "h",
    "type i",
    "j",
    "k",
  ]);
});

Deno.test("scanImports() steps over comments, texts, templates and patterns", () => {
  const source = [
    '// import "a";',
    '/* import "b"; */',
    "const c = 'import \"c\"';",
    'const d = `import "d"; ${f(`import "e"; ${"}"}`)} import "f";`;',
    'const g = /import "g"/.test(h) / 2 / 3;',
    "const i = { import: 1 }.import, j = import.meta.url;",
    'import "k";',
  ].join("\n");

  assert.deepEqual(scanImports(source), [{ specifier: "k", isTypeOnly: false, line: 7 }]);
});

Deno.test("scanImports() is not led astray by an apostrophe in a page's text", () => {
  const source = "const a = <p>Don't stop</p>;\nexport const b = () => import('c');\n";

  assert.deepEqual(specifiers(source), ["c"]);
});
