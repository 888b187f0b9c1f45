import assert from "node:assert/strict";
import { listProject, listSources, readSource } from "./list_sources.ts";
import { measureFunctions } from "./measure_functions.ts";

/** A function stays under this many lines. */
const LINES_MAX = 70;

/**
 * Functions that are longer all the same, with their lengths: a ratchet. Numbers may fall and
 * lines may go; neither may rise or be added.
 */
const KNOWN_LONG: Readonly<Record<string, number>> = {};

/** These print: it is what they are for. */
const PRINTING = /^(?:tools|bench)\/|^(?:main|serve)\.ts$/;

/** What is `snake_case.ts`, `PascalCase.tsx`, or a route. */
const FILE_NAME = /^(?:[a-z0-9_]+(?:\.(?:entry|d))?\.ts|[A-Z][A-Za-z0-9]*\.tsx)$/;
const ROUTE_NAME = /^(?:_?[a-z0-9_-]+|\[(?:\.\.\.)?[a-z_]+\])\.tsx?$/;

async function complaints(
  judge: (path: string, source: string) => readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const path of await listSources()) found.push(...judge(path, await readSource(path)));
  return found;
}

/** Each line that a pattern is found in, as `file:line: repair`. */
function linesWith(source: string, pattern: RegExp, tell: (line: number) => string): string[] {
  return source.split("\n").flatMap((line, index) => pattern.test(line) ? [tell(index + 1)] : []);
}

Deno.test(`functions stay under ${LINES_MAX} lines`, async () => {
  const tooLong = await complaints((path, source) =>
    measureFunctions(source).flatMap(({ name, line, lines }) =>
      lines < LINES_MAX || lines <= (KNOWN_LONG[`${path} ${name}`] ?? 0)
        ? []
        : [`${path}:${line}: ${name} has ${lines} lines: split it`]
    )
  );

  assert.deepEqual(tooLong, []);
});

Deno.test("the ratchet of long functions only lists what is long", async () => {
  const long = new Set<string>();
  for (const path of await listSources()) {
    for (const { name, lines } of measureFunctions(await readSource(path))) {
      if (lines >= LINES_MAX) long.add(`${path} ${name}`);
    }
  }

  for (const key of Object.keys(KNOWN_LONG)) {
    assert.ok(long.has(key), `${key} is short now: take it out of KNOWN_LONG`);
  }
});

Deno.test("measureFunctions() counts lines and names functions", () => {
  const source = "const a = () => {\n  return 1;\n};\nclass B {\n  c(): number {\n    return 2;\n" +
    "  }\n}\nexport default function D() {\n  return <p>{[1].map((e) => e)}</p>;\n}\n";

  const measured = measureFunctions(source).map(({ name, line, lines }) => [name, line, lines]);

  assert.deepEqual(measured, [["a", 1, 3], ["c", 5, 3], ["D", 9, 3], ["children", 10, 1]]);
});

Deno.test("files are named in snake_case, components in PascalCase", async () => {
  const misnamed = (await listProject()).filter((path) => /\.tsx?$/.test(path)).filter((path) => {
    const name = path.split("/").at(-1)!;
    const isRoute = path.startsWith("routes/");
    return !FILE_NAME.test(name) && !(isRoute && ROUTE_NAME.test(name)) &&
      !/^[a-z0-9_]+_test\.tsx$/.test(name);
  });

  assert.deepEqual(misnamed, []);
});

Deno.test("nothing prints but the commands", async () => {
  const prints = await complaints((path, source) =>
    PRINTING.test(path) ? [] : linesWith(
      source,
      /^\s*console\.(?:log|info|debug|table)\(/,
      (line) => `${path}:${line}: take out what it prints`,
    )
  );

  assert.deepEqual(prints, []);
});

Deno.test("all transactions take turns, whichever database there is", async () => {
  const found = await complaints((path, source) =>
    path === "db/transact.ts" || path.startsWith("tests/tidy/") ? [] : linesWith(
      source,
      /\.(?:transaction|startTransaction)\(/,
      (line) => `${path}:${line}: use transact() of db/transact.ts`,
    )
  );

  assert.deepEqual(found, []);
});

/** These are about the file that SQLite keeps, or ask how SQLite goes about a question. */
const OF_SQLITE = [
  "db/full_disk_test.ts",
  "db/open_database_test.ts",
  "tests/postgres/copy_tables_test.ts",
  "tests/server/backup_test.ts",
  "tools/backup/backup_test.ts",
];

Deno.test("tests of storage run on both databases", async () => {
  const found = await complaints((path, source) =>
    !path.endsWith("_test.ts") || OF_SQLITE.includes(path) ? [] : linesWith(
      source,
      /\bopenDatabase\((?:dataDir|scratch\.dataDir)\)/,
      (line) => `${path}:${line}: use withDatabase() of tests/storage/scratch.ts`,
    )
  );

  assert.deepEqual(found, []);
});

Deno.test("no path of a file is taken from an address, in which a space is %20", async () => {
  const found = await complaints((path, source) =>
    linesWith(
      source,
      /import\.meta\.url\)\.pathname/,
      (line) => `${path}:${line}: use import.meta.dirname, or fileURLToPath`,
    )
  );

  assert.deepEqual(found, []);
});

Deno.test("nothing is left to do", async () => {
  const left = await complaints((path, source) =>
    path.startsWith("tests/tidy/") || path.startsWith("tools/") ? [] : linesWith(
      source,
      /\b(?:TODO|FIXME|XXX)\b/,
      (line) => `${path}:${line}: do it, or make an issue of it`,
    )
  );

  assert.deepEqual(left, []);
});

Deno.test("no test keeps others from running", async () => {
  const only = await complaints((path, source) =>
    linesWith(
      source,
      /\b(?:test|it|describe)\.only\(|^\s*only: true/,
      (line) => `${path}:${line}: take "only" out`,
    )
  );

  assert.deepEqual(only, []);
});

Deno.test("no task and no test asks for all permissions", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const commands = Object.entries(tasks as Record<string, string>);

  for (const [name, command] of commands) {
    assert.doesNotMatch(command, /\s(?:-A|--allow-all)\b/, `deno.json: the task ${name}`);
  }
});
