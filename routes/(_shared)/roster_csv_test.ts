import assert from "node:assert/strict";
import { readRoster, writeRoster } from "./roster_csv.ts";

Deno.test("readRoster() reads a header in any order, or none, and any usual separator", () => {
  const ada = { name: "Ada, Countess", email: "ada@example.org" };

  for (
    const text of [
      '\ufeffEmail;Name\r\nada@example.org;"Ada, Countess"\r\n',
      '"Ada, Countess",ada@example.org',
      'id\tName\tE-mail\n7\t"Ada, Countess"\tada@example.org\n\n',
    ]
  ) {
    assert.deepEqual(readRoster(text), { entries: [ada], errors: [] }, text);
  }
  assert.deepEqual(readRoster("Name\nBob").entries, [{ name: "Bob", email: null }]);
});

Deno.test("readRoster() names the line of each mistake, and keeps the others", () => {
  const { entries, errors } = readRoster(
    "name,email\nAda,ada@example.org\n,nobody@example.org\nBob,bob\nADA,Ada@Example.org\nCy,\n",
  );

  assert.deepEqual(entries.map(({ name }) => name), ["Ada", "Cy"]);
  assert.deepEqual(errors, [
    { line: 3, message: "It has no name." },
    { line: 4, message: '"bob" is no e-mail address.' },
    { line: 5, message: "It is the same as line 2." },
  ]);
  assert.match(readRoster('name\n"Ada').errors[0].message, /quotation marks/);
});

Deno.test("writeRoster() makes no formula of what a learner is called", () => {
  const names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'Ada "A", L'];
  const rest = { email: null, learner: null, joinedAt: null };

  const lines = writeRoster(names.map((name) => ({ name, ...rest }))).trim().split("\r\n").slice(1);

  for (const line of lines.slice(0, -1)) assert.match(line, /^"?'/);
  assert.equal(lines.at(-1), '"Ada ""A"", L",,,');
});
