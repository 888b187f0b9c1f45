import assert from "node:assert/strict";
import fc from "fast-check";
import { ownPath } from "./own_path.ts";

Deno.test("ownPath() keeps what leads on within the site", () => {
  assert.equal(ownPath("/"), "/");
  assert.equal(ownPath("/teach/people?q=a&b=//c#d"), "/teach/people?q=a&b=//c#d");
  assert.equal(ownPath("/über/€"), "/%C3%BCber/%E2%82%AC");
});

Deno.test("ownPath() leads nowhere else, however that is spelled", () => {
  const elsewhere = ["", "a", "//a.example", "/\\a.example", "/\t/a.example", "/\n\\a.example"]
    .concat("\t//a.example", "https://a.example", "javascript:alert(1)", "/\t\\\r\n/a.example");
  for (const text of elsewhere) assert.equal(ownPath(text), undefined, JSON.stringify(text));
  for (const text of ["/.//a.example", "/..//a.example", "/%2e//a.example", "/b/..//a.example"]) {
    assert.equal(ownPath(text), "/a.example", text);
  }
});

Deno.test("ownPath() is read as a path of this site wherever it is put", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    "\t",
    "\n",
    ".",
    "..",
    "%2e",
    "%09",
    "@",
    ":",
    "a.example",
    "?",
    "#",
    "€",
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
    const path = ownPath(`/${parts.join("")}`);
    if (path === undefined) return;
    assert.equal(new URL(path, "https://own.example/x/y").origin, "https://own.example");
    // A header takes no other characters.
    assert.match(path, /^\/[\x21-\x7e]*$/);
  }));
});
