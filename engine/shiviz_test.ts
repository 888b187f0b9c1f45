import { deepEqual, equal } from "node:assert/strict";
import { formatTrace } from "./format_trace.ts";
import { toShiviz } from "./shiviz.ts";
import type { Trace, TraceEvent } from "./types.ts";

const event = (step: number, node: string | null, causes: number[], rest = {}): TraceEvent => ({
  step,
  timeMs: 10 * step,
  node,
  kind: "deliver",
  causes,
  effects: [],
  changes: [],
  ...rest,
});

/** n1 sends to n2, which sends to n3; n3 has done something by itself before. */
const TRACE: Trace = {
  version: 1,
  slug: "test",
  seed: 1,
  nodes: ["n1", "n2", "n3"],
  events: [
    event(1, "n1", [], {
      kind: "fire",
      payload: "tick",
      effects: [{ kind: "send", message: "n1>n2#1", to: "n2", payload: "hello" }],
    }),
    event(2, "n3", [], { kind: "fire", payload: "tick" }),
    event(3, null, [], { kind: "drop", message: "n1>n3#1" }),
    event(4, "n2", [1], { from: "n1", message: "n1>n2#1", payload: "hello" }),
    event(5, "n3", [2, 4], { from: "n2", message: "n2>n3#1", payload: "hello" }),
  ],
};

Deno.test("toShiviz() gives each event the vector clock of its causal past", () => {
  const lines = toShiviz(TRACE).trimEnd().split("\n").slice(2);

  const clocks = lines.filter((_, index) => index % 2 === 0);
  deepEqual(clocks, [
    'n1 {"n1":1}',
    'n3 {"n3":1}',
    'n2 {"n1":1,"n2":1}',
    'n3 {"n3":2,"n1":1,"n2":1}',
  ]);
});

Deno.test("toShiviz() names its own parser in the first line", () => {
  const [parser, , ...rest] = toShiviz(TRACE).split("\n");
  const entries = [...rest.join("\n").matchAll(new RegExp(parser, "g"))];

  equal(entries.length, 4);
  equal(entries[2].groups?.host, "n2");
  equal(entries[2].groups?.event, '4 deliver n1>n2#1 "hello"');
});

Deno.test("formatTrace() puts each step in its node's column and marks the culprit", () => {
  const lines = formatTrace(TRACE, { culprit: 5 }).split("\n");

  const column = (text: string) => lines[0].indexOf(text);
  equal(lines[1].indexOf("! tick"), column("n1"));
  equal(lines[2].indexOf("n1>n2#1 ->"), column("n1"));
  equal(lines[5].indexOf("-> n1>n2#1"), column("n2"));
  equal(lines[6].startsWith(">  5"), true);
  equal(lines.every((line) => line.length <= 100), true);
});
