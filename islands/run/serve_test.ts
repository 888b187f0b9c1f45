import assert from "node:assert/strict";
import type { PlayOrder } from "@/engine/play_case.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import type { KeptCase, PlayRequest, RunAnswer, RunRequest } from "./protocol.ts";
import { serve, TRYING_MS, type WorkerScope } from "./serve.ts";
import { suite } from "@/exercises/vector-clock/examples.ts";

function setUp(served: Suite = suite) {
  const said: RunAnswer[] = [];
  const scope: WorkerScope = { onmessage: null, postMessage: (answer) => said.push(answer) };
  // A clock that goes on whenever it is looked at: no test waits.
  let nowMs = 0;
  serve(served, scope, () => nowMs += TRYING_MS / 4);
  const run = (source: string, first: Pick<RunRequest, "kept" | "firstSeed"> = {}) => {
    said.length = 0;
    const data = { kind: "run", id: 3, source, ...first };
    scope.onmessage!({ data } as MessageEvent<RunRequest>);
    return said;
  };
  return { said, run, scope };
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

const SOLUTION = await Deno.readTextFile("solutions/vector-clock/solution.ts");

function keep(answers: readonly RunAnswer[]): KeptCase {
  const ending = answers.at(-1)!;
  const failed = ending.kind === "done" && ending.checks.find((each) => each.counterexample);
  const { check, plan, seed, schedule, trace } = (failed as CheckResult).counterexample!;
  return { check, plan, seed, schedule, nodes: trace.nodes, promise: "It holds." };
}

function resultOfKept(answers: readonly RunAnswer[]): CheckResult {
  const [first] = answers;
  assert.equal(first.kind, "check");
  return (first as Extract<RunAnswer, { kind: "check" }>).check;
}

Deno.test("serve() repeats what is kept before all else", () => {
  const { run } = setUp();
  const kept = [keep(run(EMPTY))];

  const again = resultOfKept(run(EMPTY, { kept }));
  const mended = resultOfKept(run(SOLUTION, { kept }));

  assert.deepEqual([again.name, again.verdict], ["kept-1", "failed"]);
  assert.deepEqual(again.counterexample!.schedule, kept[0].schedule);
  assert.deepEqual([mended.name, mended.verdict], ["kept-1", "passed"]);
});

Deno.test("serve() plays what a hidden check found in a public scenario with its nodes", () => {
  const { run } = setUp();
  const kept = { ...keep(run(EMPTY)), check: "hidden", plan: "hidden" };

  const failed = resultOfKept(run(EMPTY, { kept: [kept] }));
  const elsewhere = resultOfKept(run(EMPTY, { kept: [{ ...kept, nodes: ["n99"] }] }));

  assert.equal(failed.verdict, "failed");
  assert.match(failed.coverage, /the check that found it is hidden/);
  assert.equal(elsewhere.verdict, "not run");
  assert.match(elsewhere.message, /no public scenario has the nodes n99/);
});

Deno.test("serve() tries the seed that failed last before other random ones", () => {
  const seeds: number[] = [];
  const check = suite.checks[0];
  const watched: Suite = {
    ...suite,
    checks: [{
      ...check,
      plans: [{
        name: "watched",
        scenario: check.plans[0].scenario,
        survey: ({ seed }, monitors) => {
          seeds.push(seed);
          return { found: monitors.map(() => undefined), coverage: "" };
        },
      }],
    }],
  };
  const { run } = setUp(watched);

  run(SOLUTION, { firstSeed: 8121 });
  const [first, ...others] = seeds.splice(0);
  run(SOLUTION);

  assert.deepEqual([first, ...others.slice(0, 3)], [1, 8121, 2, 3]);
  assert.deepEqual(seeds.slice(0, 3), [1, 2, 3]);
});

Deno.test("serve() plays a case, tells its lines, and goes on from another choice", () => {
  const { run, said, scope } = setUp();
  const claim = keep(run(EMPTY));
  const play = (order: PlayOrder, source = EMPTY) => {
    said.length = 0;
    scope.onmessage!({ data: { kind: "play", id: 4, source, order } } as MessageEvent<PlayRequest>);
    structuredClone(said);
    return said[0] as Extract<RunAnswer, { kind: "played" }>;
  };

  const { played, id } = play({ claim, tellsLines: true });
  const turn = { step: 1, isInstead: false };
  const { choices } = play({ claim, turn });
  const [choice] = choices!;
  const branch = play({ claim, branching: { ...turn, choice, then: "nothing" } }).played!;

  assert.equal(id, 4);
  assert.deepEqual(played!.counterexample.schedule, claim.schedule);
  assert.ok(played!.lines.some((lines) => lines.length > 0));
  assert.equal(branch.counterexample.trace.events.length, 2);
  assert.equal(play({ claim: { ...claim, plan: "hidden" } }).played, null);
  assert.equal(play({ claim }, "const = 1;").kind, "not gradable" as string);
});
