import assert from "node:assert/strict";
import { readAnswer } from "./read_answer.ts";
import { ShapeError } from "./shapes.ts";

const EVENT = {
  step: 1,
  timeMs: 0,
  node: "n1",
  kind: "start",
  causes: [],
  effects: [{ kind: "note", name: "x", payload: { a: [1] } }],
  changes: [{ path: "a", before: null, after: 1 }],
};
const CHECK = {
  name: "a",
  promise: "A.",
  verdict: "failed",
  message: "No.",
  counterexample: {
    check: "a",
    plan: "p",
    seed: 7,
    schedule: [
      { kind: "deliver", message: { from: "n1", to: "n2", ordinal: 1, digest: 5 }, atMs: 0 },
      { kind: "cut", from: ["n1"], to: ["n2"], atMs: 1 },
    ],
    program: "",
    trace: { version: 1, slug: "x", seed: 7, nodes: ["n1"], events: [EVENT] },
    culprit: 1,
    slice: [1],
    doomedFrom: 1,
    isDoomProved: true,
  },
  coverage: "all",
};

function read(answer: unknown): unknown {
  return readAnswer(JSON.stringify({ nonce: "n", ...answer as object }), "n");
}

/** The check with one place in it changed: `counterexample.trace.seed`. */
function changed(path: string, value: unknown): unknown {
  const check = structuredClone(CHECK) as Record<string, unknown>;
  const names = path.split(".");
  const last = names.pop()!;
  const parent = names.reduce((part, name) => part[name] as Record<string, unknown>, check);
  parent[last] = value;
  return check;
}

Deno.test("readAnswer() passes on what has the agreed shape, in the order in which it came", () => {
  const answer = read({ kind: "check", check: CHECK });

  assert.equal(JSON.stringify(answer), JSON.stringify({ nonce: "n", kind: "check", check: CHECK }));
});

Deno.test("readAnswer() passes on a run that was played, and no other shape of one", () => {
  const played = {
    counterexample: CHECK.counterexample,
    judgements: [{ name: "a", promise: "A.", failedAt: 1, message: "No." }],
    lines: [[], [3, 4]],
    start: [{ node: "n1", fields: { term: 0 }, timers: [{ name: "election", atMs: 150 }] }],
    isCut: false,
  };
  const answer = { nonce: "n", kind: "played", played, choices: null };

  assert.equal(JSON.stringify(read(answer)), JSON.stringify(answer));
  assert.throws(() => read({ ...answer, played: { ...played, lines: [["x"]] } }), ShapeError);
  assert.throws(() => read({ ...answer, choices: [{ kind: "read", file: "x" }] }), ShapeError);
});

Deno.test("readAnswer() leaves behind what nobody agreed on", () => {
  const answer = read({ kind: "accepted", secret: 1, __proto__: null });

  assert.deepEqual(answer, { nonce: "n", kind: "accepted" });
  const check = { ...CHECK, source: "hidden", counterexample: null };
  assert.doesNotMatch(JSON.stringify(read({ kind: "check", check })), /hidden/);
});

Deno.test("readAnswer() takes a line for no answer that does not carry the nonce", () => {
  for (const line of ["", "{", "null", "[]", "1", '{"kind":"done"}', '{"nonce":"other"}']) {
    assert.equal(readAnswer(line, "n"), undefined, line);
  }
});

Deno.test("readAnswer() passes on a list with more parts than a call may have arguments", () => {
  const payload = { list: Array(300_000).fill(0) };
  const check = changed("counterexample.trace.events.0.payload", payload);

  assert.deepEqual(read({ kind: "check", check }), { nonce: "n", kind: "check", check });
});

Deno.test("readAnswer() refuses any part of another shape, and names the place", () => {
  const cases: [string, unknown][] = [
    ["name", 1],
    ["message", "x".repeat(20_001)],
    ["verdict", "perfect"],
    ["coverage", null],
    ["counterexample", "none"],
    ["counterexample.seed", -1],
    ["counterexample.seed", 1.5],
    ["counterexample.schedule", {}],
    ["counterexample.schedule.0.kind", "explode"],
    ["counterexample.schedule.0.message", { from: "n1" }],
    ["counterexample.schedule.1.atMs", null],
    ["counterexample.trace.version", 2],
    ["counterexample.trace.events", Array(50_001).fill(EVENT)],
    ["counterexample.trace.events.0.effects", [{}]],
    ["counterexample.trace.events.0.payload", JSON.parse("[".repeat(300) + "]".repeat(300))],
    ["counterexample.culprit", "1"],
  ];
  for (const [path, value] of cases) {
    const leaf = path.split(".").filter((name) => !/^\d$/.test(name)).at(-1)!;
    assert.throws(
      () => read({ kind: "check", check: changed(path, value) }),
      (error) => error instanceof ShapeError && error.message.includes(leaf),
      path,
    );
  }
  assert.throws(() => read({ kind: "applause" }), ShapeError);
  assert.throws(
    () => read({ kind: "done", verdict: "passed", checks: [], score: 1e3 }),
    ShapeError,
  );
});
