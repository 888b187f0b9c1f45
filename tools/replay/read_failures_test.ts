import { deepEqual, equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { recordWalk } from "@/engine/run_scenario.ts";
import { runSuite } from "@/engine/run_suite.ts";
import type { Plan } from "@/engine/suite.ts";
import { type Counterexample, TRACE_VERSION } from "@/engine/types.ts";
import { evaluateRaft } from "@/tests/rafts/evaluate_raft.ts";
import { RAFT_CHECKS } from "@/tests/rafts/raft_checks.ts";
import { createTrial, raftScenario } from "@/tests/rafts/raft_scenario.ts";
import { NotReplayable, readFailures } from "./read_failures.ts";

const STORY = `
  timeout n1
  deliver all
  command n1 {"op":"put","values":[1,null,{"a":true}]}
  duplicate n1>n2
  drop n1>n3
  partition n1 | n2 n3
  skew n2 -20ms
  pause n3
  run 300ms
  resume n3
  cut n2 > n3
  heal
  power off n1
  restart n1
  crash n2
  settle 400ms
`;

/** What a plan finds for a Raft that votes twice, as the grader would write it down. */
function resultsOf(plan: Plan) {
  const mutation = { replace: "(this.votedFor === null || this.votedFor === from)", by: "true" };
  const suite = {
    slug: "raft",
    exports: {},
    checks: [{
      name: "one-vote-per-term",
      promise: "A node votes once in a term.",
      monitor: () => RAFT_CHECKS["one-vote-per-term"](),
      plans: [plan],
    }],
  };
  return runSuite(suite, evaluateRaft([mutation]), { seed: 1 });
}

/** A whole walk or story, shown as if its end were a failure. */
function counterexampleOf(profile: keyof typeof PROFILES, seed: number): Counterexample {
  const scenario = { ...raftScenario(3, PROFILES[profile], 300), stepsMax: 200 };
  const trial = createTrial(evaluateRaft(), seed);
  const { schedule, trace } = recordWalk({ trial, scenario, seed, monitors: [] });
  const { length } = trace.events;
  return { check: "c", plan: "p", seed, schedule, program: "", trace, culprit: length, slice: [1] };
}

const failing = resultsOf(planWalks("walks", raftScenario(3, PROFILES.chaos), 50));
const failure = failing.checks.find(({ verdict }) => verdict === "failed")!.counterexample!;

Deno.test("readFailures() reads a counterexample, and a verdict that holds some", () => {
  const alone = readFailures(JSON.stringify(failure));
  const hashes = { submission: "a", grader: "b", engine: "c" };
  const verdict = readFailures(JSON.stringify({ checks: failing.checks, hashes }));

  deepEqual(alone, { failures: [{ counterexample: failure, message: "" }] });
  deepEqual(verdict.failures.map(({ counterexample }) => counterexample), [failure]);
  equal(verdict.failures[0].message.includes("A node votes once in a term."), true);
  deepEqual(verdict.hashes, hashes);
});

Deno.test("every trace matches the schema, whatever trouble it tells of", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(PROFILES) as (keyof typeof PROFILES)[]),
      fc.nat(),
      (profile, seed) => {
        const counterexample = counterexampleOf(profile, seed);

        equal(readFailures(JSON.stringify(counterexample)).failures.length, 1);
      },
    ),
    { numRuns: 25 },
  );
});

Deno.test("a story with every verb matches the schema", () => {
  const plan = planScript("all verbs", raftScenario(3), STORY);
  let survey: ReturnType<Plan["survey"]> | undefined;
  const spied: Plan = {
    ...plan,
    survey(trial, monitors) {
      survey = plan.survey(trial, monitors);
      return survey;
    },
  };
  const atEnd = () => ({
    observe: () => undefined,
    finish: () => ({ message: "the end", steps: [1] }),
  });
  const check = { name: "c", promise: "p", monitor: atEnd, plans: [spied] };

  runSuite({ slug: "raft", exports: {}, checks: [check] }, evaluateRaft(), { seed: 1 });
  const schedule = survey!.found[0]!.schedule;

  const kinds = new Set(schedule.map(({ kind }) => kind));
  equal(kinds.size, 13, `${[...kinds]}`);
  equal(readFailures(JSON.stringify({ ...failure, schedule })).failures.length, 1);
});

// ---- What is refused ----------------------------------------------------------------------------

function refuses(data: unknown, message: RegExp): void {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  throws(() => readFailures(text), (error) => {
    equal(error instanceof NotReplayable, true);
    equal(message.test((error as Error).message), true, (error as Error).message);
    return true;
  });
}

Deno.test("readFailures() refuses what is no JSON, or cut off", () => {
  refuses("", /not JSON/);
  refuses(JSON.stringify(failure).slice(0, -100), /not JSON, or only a part of it/);
});

Deno.test("readFailures() refuses what is neither a counterexample nor a verdict", () => {
  for (const data of [null, 3, [], {}, { checks: 3 }]) refuses(data, /expected a counterexample/);
  refuses({ checks: [{ counterexample: null }] }, /no counterexample to replay/);
});

Deno.test("readFailures() refuses another version, and says which engine to take", () => {
  const trace = { ...failure.trace, version: TRACE_VERSION + 1 };

  refuses({ ...failure, trace }, /has version 2 of the trace format, .* reads version 1/);
  refuses({ ...failure, trace: { ...trace, version: undefined } }, /trace must have .*'version'/);
});

Deno.test("readFailures() names the place that does not match", () => {
  const { trace } = failure;
  const [first, ...rest] = trace.events;
  const withEvent = (event: unknown) => ({
    ...failure,
    trace: { ...trace, events: [event, ...rest] },
  });

  refuses({ ...failure, culprit: "3" }, /damaged: culprit must be integer/);
  refuses({ ...failure, extra: 1 }, /its top must NOT have additional .*"extra" is none/);
  refuses({ ...failure, schedule: [{ kind: "explode", atMs: 0 }] }, /schedule\.0/);
  refuses({ ...failure, trace: {} }, /trace must have required property/);
  refuses(
    withEvent({ ...first, kind: "bang" }),
    /trace\.events\.0\.kind must be .*\(deliver, drop,/,
  );
  refuses(withEvent({ ...first, step: 0 }), /trace\.events\.0\.step must be >= 1/);
});
