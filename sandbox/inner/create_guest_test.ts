import "./lockdown.ts";
import assert from "node:assert/strict";
import { callGuest, type Guest } from "@/engine/guest.ts";
import { createGuest } from "./create_guest.ts";
import { createLineGuest } from "./create_line_guest.ts";
import { prepare } from "./prepare.ts";

const EXPORTS = { run: "function" } as const;

/** Runs the program's `run` twice, in two evaluations of the file, and says what the last gave. */
function run(source: string, guest: Guest = createGuest(source, EXPORTS)): unknown {
  const call = () => {
    const { run } = guest.instantiate() as { run: () => unknown };
    return callGuest(guest, run);
  };
  call();
  return call();
}

/** A body for `run`, and what it returns: the walls must not change what a program means. */
const MEANINGS: readonly [name: string, body: string, result: unknown][] = [
  ["an optional chain is cut short", "const a: any = undefined; return a?.b.map(f);", undefined],
  ["an optional call is cut short", "const a: any = {}; return a.b?.(1).map(f);", undefined],
  ["a chain in parentheses ends there", "const a: any = []; return (a?.b ?? [1]).map(f)[0];", 1],
  ["empty functions", "class A { toString() {} } return typeof new A().toString;", "function"],
  ["a loop without braces", "let i = 3, x = 2; while (i--) x = x ** 2\n return x;", 256],
  [
    "an arrow in such a loop",
    "let g: any; for (const i of [1]) g = (x: any) => x\n return g(4);",
    4,
  ],
  ["do without braces", "let i = 0; do i++\n while (i < 5); return i;", 5],
  [
    "labels",
    "let n = 0; a: for (;;) { for (;;) { if (n++ > 3) break a; continue a; } } return n;",
    5,
  ],
  ["operators like an HTML comment", "let a = 5, b = 3; const c = a <!--b; return [c, b];", [
    false,
    2,
  ]],
  ["n-->0", "let n = 3, c = 0; while (n-->0) c++; return c;", 3],
  ["text like an HTML comment", "return '<!-- x -->' + `-->`;", "<!-- x -->-->"],
  ["text like an import", "return 'import (x)' + `import(x)`;", "import (x)import(x)"],
  ["text like an eval", "/* eval (x) */ return 'eval (x)';", "eval (x)"],
  ["escapes before such text", "return ['\\<!--', '\\-->', '\\import('];", [
    "<!--",
    "-->",
    "import(",
  ]],
  ["a look-behind", "return 'abc'.replace(/(?<=a)b(?=c)/, 'X');", "aXc"],
  ["bigint", "return String(2n ** 70n << 3n);", "9444732965739290427392"],
  ["a catch with a pattern", "try { throw { m: 1 }; } catch ({ m, n = 2 }) { return [m, n]; }", [
    1,
    2,
  ]],
  ["a catch without a name", "try { throw 1; } catch { return 2; }", 2],
  [
    "catch, finally and rethrow in order",
    "const o: any[] = []; try { try { o.push(1); throw 2; } catch (e) { o.push(e); throw 3; } " +
    "finally { o.push(4); } } catch (e) { o.push(e); } finally { o.push(5); } return o;",
    [1, 2, 4, 3, 5],
  ],
  ["finally that returns", "try { throw 1; } finally { return 2; }", 2],
  ["filling with Infinity", "return new Array(2).fill(Infinity).join();", "Infinity,Infinity"],
  ["BigInt of a large number", "return BigInt(1700000000000).toString();", "1700000000000"],
  ["a typeof of what is not there", "return typeof window;", "undefined"],
  [
    "recursive arrows",
    "const g = (n: number): number => n < 2 ? 1 : n * g(n - 1); return g(20);",
    2432902008176640000,
  ],
  ["arguments in a recursive arrow", "return count(1, 2, 3);", 3],
  ["recursive generators", "return [...down(4)];", [4, 3, 2, 1]],
  ["methods bound over themselves", "return new Bound().go();", 7],
  ["an arrow that returns an object", "return [1].map((x) => ({ x }))[0].x;", 1],
  ["an arrow that returns a sequence", "return [1].map((x) => (x, x + 1))[0];", 2],
  ["parameter properties", "return new Named('n1').name;", "n1"],
  ["enum", "return Color.Green + Color[0];", "1Red"],
  ["spread", "return Math.max(...[1, 5, 3], ...new Set([4]));", 5],
];

const PRELUDE = "const f = (x: any) => x; function count(...all: any[]) { const r = " +
  "(n: number): number => n === 0 ? arguments.length : r(n - 1); return r(2); } function* " +
  "down(n: number): any { if (n > 0) { yield n; yield* down(n - 1); } } class Bound { " +
  "constructor() { this.go = this.go.bind(this); } go() { return 7; } } class Named { " +
  "constructor(readonly name: string) {} } enum Color { Red, Green } ";

for (const [name, body, result] of MEANINGS) {
  Deno.test(`createGuest() keeps the meaning: ${name}`, () => {
    const source = `${PRELUDE}export function run(): any { ${body}\n}`;
    const lineGuest = createLineGuest(source, EXPORTS);

    assert.deepEqual(run(source), result);
    assert.deepEqual(run(source, lineGuest), result);
    assert.ok(lineGuest.takeLines().length > 0);
  });
}

/** Programs that keep something at the top of the file. It must be gone in the next evaluation. */
const MEMORIES: readonly [name: string, source: string][] = [
  ["a variable", "let n = 0; export function run() { return ++n; }"],
  ["a Map", "const m = new Map(); export function run() { m.set(m.size, 1); return m.size; }"],
  [
    "a field of a function",
    "function g() {} export function run() { (g as any).n = ((g as any).n ?? 0) + 1; return (g as any).n; }",
  ],
  [
    "a function by another name",
    "function g() {} const h: any = g; export function run() { h.n = (h.n ?? 0) + 1; return h.n; }",
  ],
  [
    "a class behind a class",
    "function make(m: any[]) { return class { get s() { return m; } }; } class A extends make([]) {} " +
    "export function run() { const { s } = new A(); s.push(1); return s.length; }",
  ],
  [
    "new.target",
    "function F(this: any) { const t = new.target as any; t.n = (t.n ?? 0) + 1; this.n = t.n; } " +
    "export function run() { return new (F as any)().n; }",
  ],
  [
    "this in a static method",
    "class A { static inc() { const t = this as any; t.n = (t.n ?? 0) + 1; return t.n; } } " +
    "export function run() { return A.inc(); }",
  ],
  [
    "a prototype",
    "class A {} export function run() { const p: any = Object.getPrototypeOf(new A()); p.n = (p.n ?? 0) + 1; return p.n; }",
  ],
  [
    "a static block",
    "class A { static n: any; static { this.n = []; } } export function run() { return A.n.push(1); }",
  ],
  [
    "a function that is assigned anew",
    "function g() { return 1; } export function run(): any { const n = g(); (g as any) = () => n + 1; return n; }",
  ],
  [
    "a computed key",
    "class A { [(() => { A0.push(1); return 'x'; })()]() {} } const A0: any[] = [];".replace(
      /^(.*\} )(const.*)$/,
      "$2 $1",
    ) + "export function run() { return A0.push(1) - 1; }",
  ],
];

for (const [name, source] of MEMORIES) {
  Deno.test(`instantiate() shares nothing: ${name}`, () => assert.equal(run(source), 1));
}

Deno.test("instantiate() lets nobody change what all evaluations share", () => {
  const source = "class A {} export function run() { const a: any = new A(); " +
    "const c = a['con' + 'structor']; c.n = (c.n ?? 0) + 1; return c.n; }";

  assert.throws(() => run(source), { name: "GuestThrew", message: /not extensible/ });
});

Deno.test("prepare() proves that ordinary programs keep no state", () => {
  const stateless = "const LIMIT = 3 * 2; type T = number; class Log { #entries: T[] = []; " +
    "push(e: T) { this.#entries.push(e); } } export class Node { log = new Log(); go() { " +
    "return [1, 2].sort(compare).filter(isSmall); } } function compare(a: T, b: T) { return a - b; } " +
    "const isSmall = (x: T) => x < LIMIT; export function run() {}";

  assert.ok(prepare(stateless).stateless !== undefined);
  assert.equal(prepare(stateless).isCopyable, false);
  assert.equal(prepare(`let n = 0; ${stateless}`).stateless, undefined);
});

/** What a program may try, and how it ends. */
const REFUSALS: readonly [name: string, body: string, expected: object][] = [
  ["an endless loop", "for (;;);", { limit: "fuel" }],
  ["one that catches", "for (;;) { try { for (;;); } catch {} finally { continue; } }", {
    limit: "fuel",
  }],
  ["an endless recursion", "return g(); function g(): any { return g(); }", { limit: "depth" }],
  ["one that catches", "try { h(); } catch { return 1; } function h(): any { h(); }", {
    limit: "depth",
  }],
  [
    "one in field initialisers, swallowed by finally",
    "class A { a: any = new A(); } try { new A(); } finally { return 1; }",
    { limit: "depth" },
  ],
  [
    "a loop in a catch's pattern",
    "try { throw {}; } catch ({ m = (() => { for (;;); })() }: any) {}",
    {
      limit: "fuel",
    },
  ],
  [
    "an endless iterator",
    "for (const x of { [Symbol.iterator]: () => ({ next: Object }) } as any);",
    {
      limit: "fuel",
    },
  ],
  ["a very long text", "return 'a'.repeat(1e9);", { limit: "fuel" }],
  ["a very long array", "return Array(2 ** 32 - 1).fill(0);", { limit: "fuel" }],
  ["a huge number", "return 2n ** 1000000000n;", { limit: "fuel" }],
  ["an array that says it is long", "return Array.from({ length: 1e9 });", { limit: "fuel" }],
  [
    "many spreads of a long array",
    "const a = Array(50000).fill(0); for (let i = 0; i < 1e6; i++) Math.max(...a);",
    { limit: "fuel" },
  ],
  ["Math.random", "return Math.random();", {
    message: /Math\.random is not available here: use the/,
  }],
  ["Date", "return new Date();", { message: /Date is not available here: use the context's now/ }],
  ["setTimeout", "setTimeout(() => 1, 5);", {
    message: /setTimeout is not available here: use the/,
  }],
  ["a name that nobody knows", "return clok;", {
    message: "ReferenceError: clok is not defined (line 1)",
  }],
  ["the Function constructor", "return (f as any).constructor('return 1')();", {
    message: /TypeError/,
  }],
];

for (const [name, body, expected] of REFUSALS) {
  Deno.test(`createGuest() stops ${name}`, () => {
    const source = `const f = () => 1; export function run(): any { ${body} }`;
    assert.throws(() => run(source), (error: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(expected)) {
        if (value instanceof RegExp) assert.match(String(error[key]), value);
        else assert.equal(error[key], value);
      }
      return true;
    });
  });
}

/** Files that are not loaded, and what the learner reads. */
const UNLOADABLE: readonly [source: string, message: RegExp][] = [
  ["export function run() {\n  return 1 +;\n}", /^Line 2, column 13: /],
  ["import { x } from 'y'; x();", /^Line 1, column 1: Nothing can be imported here/],
  ["export async function run() {}", /`async` functions are not available here/],
  ["export function run() { return eval('1'); }", /`eval` is not available here/],
  ["export function run() { return import('x'); }", /`import` as an expression is not available/],
  ["export * from './x.ts';", /`export \*` is not available here/],
  ["export function run() { using x = y; }", /`using` is not available here/],
  ["export function run() { return $meter$.fuel; }", /Names with \$meter\$ are taken/],
  ["export function run() { return \\u0024meter$; }", /Names with \$meter\$ are taken/],
  ["export const other = 1;", /must export a function named run/],
  ["export const run = 1;", /its run is of type number: write `export function run`\.$/],
  ["class run {}", /add `export function run`\. It exports nothing\.$/],
  [
    "export default function run() {}",
    /It exports only a default: leave out the word `default`\.$/,
  ],
  ["export const Run = 1, old = 2;", /It exports Run, old instead\.$/],
  [
    "export function run() {\n  if (true) {\n    f(\n",
    /^Line 4, column 1: The file ends, and someth/,
  ],
  [
    "throw new Error('no');\nexport function run() {}",
    /throws while it loads: Error: no \(line 1\)/,
  ],
  ["with (Math) {} export function run() {}", /^Line 1, column 1: /],
  ["export function run() {}\n  namespace Tools { f(); }", /^Line 2, column 3: `namespace` is not/],
];

for (const [source, message] of UNLOADABLE) {
  Deno.test(`createGuest() refuses ${JSON.stringify(source)}`, () => {
    assert.throws(() => createGuest(source, EXPORTS).instantiate(), {
      name: "GuestError",
      message,
    });
  });
}

Deno.test("createGuest() takes a namespace for one only where it stands as one", () => {
  const source = "const text = `\nnamespace A {\n}`;\n/*\nnamespace B {\n*/\n" +
    "declare namespace C { const d: number; }\nexport function run() { return text; }";

  assert.equal(createGuest(source, EXPORTS).instantiate().run !== undefined, true);
});

Deno.test("explain() names the learner's line, whatever stands before it", () => {
  const source = "// one\n\n/* three\n */ export function run() {\n  return (null as any).x;\n}";

  assert.throws(() => run(source), { message: /\(line 5\)$/ });
});

Deno.test("createGuest() wants a class that can be made", () => {
  assert.throws(
    () => createGuest("export const Node = () => ({});", { Node: "class" }).instantiate(),
    {
      name: "GuestError",
      message: /a function that `new` cannot call: write `export class Node`\.$/,
    },
  );
});

Deno.test("explain() says what to do about what is frozen, and why a line is missing", () => {
  const run = "export function run() {\n  Object.freeze([2, 1]).sort();\n}";
  const told: readonly [source: string, message: RegExp][] = [
    [run, /^TypeError: Cannot assign .*: it is frozen, so change a copy of it instead \(line 2\)$/],
    [run.replace("sort()", "push(3)"), /not extensible: it is frozen, so change a copy/],
    [
      "export function run() {\n  throw 'x';\n}",
      /^"x", which is no Error: only an Error knows its/,
    ],
    ["export function run() {\n  structuredClone({ a: [[[[[{ f() {} }]]]]] });\n}", /\(line 2\)$/],
  ];

  for (const [source, message] of told) {
    const guest = createGuest(source, EXPORTS);
    const { run } = guest.instantiate() as { run: () => unknown };
    assert.throws(() => callGuest(guest, run), { name: "GuestThrew", message });
  }
});

Deno.test("a program that runs out is told of the line on which it did", () => {
  const told: readonly [body: string, message: RegExp][] = [
    [
      "f();\n  for (;;) {}",
      /^Your program ran out of fuel in line 3: .* 2 million steps, .* 4 billion\./,
    ],
    ["let s = 'x';\n  for (;;) s += s;", /^Your program ran out of memory in line 3: /],
    ["return f() +\n    down(1);", /more than 1200 levels deep in line 5: /],
  ];

  for (const [body, message] of told) {
    const source = `const f = () => 1; export function run(): any {\n  ${body}\n}\n` +
      "function down(n: number): number { return 1 + down(n); }\n";
    const guest = createGuest(source, EXPORTS);
    const { run } = guest.instantiate() as { run: () => unknown };
    assert.throws(() => callGuest(guest, run), { name: "RanOut", message });
  }
});

Deno.test("a program finds the same globals in every home", () => {
  const names = run("export function run() { return Object.getOwnPropertyNames(globalThis); }");

  assert.ok(!/Temporal|Promise|Proxy|Date|Function|Float16/.test((names as string[]).join()));
});
