import assert from "node:assert/strict";
import type { RunAnswer, RunRequest } from "./protocol.ts";
import { serve, TRYING_MS, type WorkerScope } from "./serve.ts";
import { suite } from "@/exercises/vector-clock/examples.ts";

function setUp() {
  const said: RunAnswer[] = [];
  const scope: WorkerScope = { onmessage: null, postMessage: (answer) => said.push(answer) };
  // A clock that goes on whenever it is looked at: no test waits.
  let nowMs = 0;
  serve(suite, scope, () => nowMs += TRYING_MS / 4);
  const run = (source: string) => {
    said.length = 0;
    scope.onmessage!({ data: { kind: "run", id: 3, source } } as MessageEvent<RunRequest>);
    return said;
  };
  return { said, run };
}

const EMPTY = `
export function create() { return {}; }
export function increment(clock: unknown) { return clock; }
export function merge(one: unknown) { return one; }
export function compare() { return "concurrent"; }
`;

Deno.test("serve() says when it is ready", () => {
  const { said } = setUp();

  assert.deepEqual(said, [{ kind: "ready" }]);
});

Deno.test("serve() tells each check, then the end", () => {
  const { run } = setUp();

  const answers = run(EMPTY);

  const ending = answers.at(-1)!;
  assert.equal(ending.kind, "done");
  assert.equal(ending.kind === "done" && ending.verdict, "failed");
  assert.equal(answers.filter(({ kind }) => kind === "check").length, suite.checks.length + 1);
  structuredClone(answers);
});

Deno.test("serve() tries a program that holds on other schedules, and counts them", async () => {
  const { run } = setUp();
  const solution = await Deno.readTextFile("solutions/vector-clock/solution.ts");

  const answers = run(solution);

  const counts = answers.flatMap((answer) =>
    answer.kind === "progress" || answer.kind === "done" ? [answer.stats.schedules] : []
  );
  assert.equal(answers.filter(({ kind }) => kind === "progress").length, 4);
  assert.deepEqual(counts, counts.toSorted((one, other) => one - other));
  assert.equal(counts.at(-1), counts.at(-2));
});

Deno.test("serve() says where a program does not parse", () => {
  const { run } = setUp();

  const [answer] = run("const a = 1;\nconst b = ;");

  assert.equal(answer.kind, "not gradable");
  assert.match(answer.kind === "not gradable" ? answer.reason : "", /^Line 2, column \d+: /);
});

Deno.test("serve() stops a file that does not end while it loads", () => {
  const { run } = setUp();

  assert.equal(run(`for (;;) {}\n${EMPTY}`).at(-1)!.kind, "ran out");
});
