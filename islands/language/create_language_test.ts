import assert from "node:assert/strict";
import typescript from "typescript";
import { listSlugs } from "@/grading/exercises.ts";
import { listFiles } from "@/lib/hash_files.ts";
import { readLibrary } from "@/tools/build/bundle_language.ts";
import { createLanguage } from "./create_language.ts";
import { GLOBALS } from "./globals.ts";

const library = await readLibrary(".");
const api = await Deno.readTextFile("exercises/raft-election/api.ts");
const language = createLanguage(typescript, {
  ...library,
  "/api.ts": api,
  "/globals.d.ts": GLOBALS,
});
const IMPORT = `import type { Context } from "./api.ts";\n`;

function diagnose(source: string) {
  return language.answer({ kind: "diagnose", source });
}

function messages(source: string): string[] {
  return diagnose(source).map(({ message }) => message);
}

Deno.test("createLanguage() knows the exercise's types, and where they are broken", () => {
  const source = `${IMPORT}export const at = (context: Context): string => context.now();\n`;

  const [found, ...others] = diagnose(source);

  assert.deepEqual(others, []);
  assert.equal(found.severity, "error");
  assert.match(found.message, /'number' is not assignable to type 'string'/);
  assert.equal(source.slice(found.from, found.to), "context.now()");
});

Deno.test("createLanguage() finds nothing amiss in what a program may use", () => {
  const source = `${IMPORT}export function use(context: Context): unknown {
  if (context.peers.length === 0) console.log("silent", structuredClone([1]));
  const map = new Map([[1, 2n]]);
  return [Math.floor(context.random()), ...map.keys()].toSorted();
}\n`;

  assert.deepEqual(diagnose(source), []);
});

Deno.test("createLanguage() refuses what neither home has", () => {
  assert.match(messages(`export const got = fetch("/");\n`)[0], /Cannot find name 'fetch'/);
  assert.match(messages(`export const page = document;\n`)[0], /Cannot find name 'document'/);
  assert.match(messages(`export const home = Deno;\n`)[0], /Cannot find name 'Deno'/);
});

Deno.test("createLanguage() refuses what the language has and the compartment has not", () => {
  const source = "export const now = Date.now() + Math.random();\nexport const p = Promise;\n";

  const found = diagnose(source);

  assert.deepEqual(found.map(({ from, to }) => source.slice(from, to)), [
    "Date",
    "Math.random",
    "Promise",
  ]);
  assert.match(found[0].message, /Date is not available here: use the context's now\(\)/);
});

Deno.test("createLanguage() warns of what a handler returns, and of what is almost a handler", () => {
  const source = `export class RaftNode {
  onMessage(from: string) {
    const reply = { type: "x" };
    const names = [1].map((n) => { return { n }; });
    if (from === "n1") return reply;
    if (from === "n2") return this.leave();
    return { type: "y", names };
  }
  on_timer() {}
  leave() { return { a: 1 }; }
}\n`;

  const found = diagnose(source).filter(({ severity }) => severity === "warning");

  assert.deepEqual(found.map(({ from, to, message }) => [source.slice(from, to), message]), [
    [
      "reply",
      "What onMessage returns goes nowhere: to answer somebody, call the context's send().",
    ],
    [
      '{ type: "y", names }',
      "What onMessage returns goes nowhere: to answer somebody, call the context's send().",
    ],
    ["on_timer", "Nobody calls on_timer: the handler is called onTimer."],
  ]);
});

Deno.test("createLanguage() lets a program call its own things what it likes", () => {
  const source = `class Date {}
export type Later = Promise<number>;
export const own = { Promise: 1, at: new Date() };
export const read = own.Promise;\n`;

  assert.deepEqual(diagnose(source), []);
});

Deno.test("createLanguage() completes members with what their author wrote", () => {
  const source = `${IMPORT}export function use(context: Context) {\n  context.s\n}\n`;
  const offset = source.indexOf("context.s\n") + "context.s".length;

  const names = language.answer({ kind: "complete", source, offset }).map(({ name }) => name);
  const about = language.answer({ kind: "describe", source, offset, name: "setTimer" });

  assert.ok(names.includes("setTimer") && names.includes("send"));
  assert.match(about!.signature, /setTimer\(name: string, delayMs: number\): void/);
  assert.match(about!.documentation, /is called after so long/);
});

Deno.test("createLanguage() does not propose what cannot be reached", () => {
  const source = "export const it = \n";

  const names = language.answer({ kind: "complete", source, offset: source.length - 1 })
    .map(({ name }) => name);

  assert.ok(names.includes("Map") && names.includes("structuredClone"));
  for (const name of ["Promise", "Date", "Proxy", "eval"]) assert.ok(!names.includes(name), name);
});

Deno.test("createLanguage() tells what a name is", () => {
  const source = `${IMPORT}export const send = (context: Context) => context.send("n1", 1);\n`;

  const hovered = language.answer({
    kind: "hover",
    source,
    offset: source.lastIndexOf("context.send") + "context.s".length,
  })!;

  assert.equal(source.slice(hovered.from, hovered.to), "send");
  assert.match(hovered.signature, /Context\.send\(to: NodeId, message: unknown\): void/);
  assert.match(hovered.documentation, /may come late, twice/);
});

for (const slug of await listSlugs(".")) {
  Deno.test(`createLanguage() finds nothing amiss in ${slug}'s starter and right programs`, async () => {
    const types = { "/api.ts": await Deno.readTextFile(`exercises/${slug}/api.ts`) };
    const own = createLanguage(typescript, { ...library, ...types, "/globals.d.ts": GLOBALS });

    for (const path of [`exercises/${slug}/starter.ts`, ...await rightPrograms(slug)]) {
      // Solutions lie elsewhere, where the same types have another name.
      const source = (await Deno.readTextFile(path)).replaceAll(/"[^"]*\/api\.ts"/g, `"./api.ts"`);
      const found = own.answer({ kind: "diagnose", source });

      assert.deepEqual(found.filter(({ severity }) => severity !== "hint"), [], path);
    }
  });
}

async function rightPrograms(slug: string): Promise<string[]> {
  const files = await listFiles(".", [`solutions/${slug}`]);
  return files.filter((path) => /solution\.ts$|\/variants\/\w+\.ts$/.test(path));
}
