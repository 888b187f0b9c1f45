import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { planSearch } from "@/engine/plan_search.ts";
import type { Scenario } from "@/engine/suite.ts";
import { evaluateRaft } from "./evaluate_raft.ts";
import { RAFT_CHECKS } from "./raft_checks.ts";
import { createTrial, raftScenario } from "./raft_scenario.ts";
import { WRONG_RAFTS } from "./wrong_rafts.ts";

const NAMES = [
  "votes twice",
  "votes for itself and then for another",
  "counts votes of an earlier term",
];
const PROGRAMS = [undefined, ...WRONG_RAFTS.filter(({ name }) => NAMES.includes(name))];

/** Which properties break in any schedule of an election, and how many states that has. */
function verdictOf(program: typeof PROGRAMS[number], nodes: readonly string[], isAlike: boolean) {
  const scenario: Scenario = { ...raftScenario(3), nodes };
  const plan = planSearch("elections", scenario, {
    bounds: {
      timeouts: 2,
      isWithin: (message) => (message as { type: string }).type !== "Appended",
    },
    boundsInWords: "two timeouts",
    statesMax: 60_000,
    alike: isAlike ? nodes : [],
  });
  const checks = [RAFT_CHECKS["one-vote-per-term"], RAFT_CHECKS["election-safety"]];
  const survey = plan.survey(createTrial(evaluateRaft(program?.mutations ?? [])), [
    ...checks,
    // Never objects, so that every search sees all there is.
    () => ({ observe: () => undefined }),
  ]);
  return { broken: survey.found.map(Boolean), coverage: survey.coverage };
}

Deno.test("a permuted node order gives the same verdict, and the same number of states", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PROGRAMS),
      fc.shuffledSubarray(["n1", "n2", "n3"], { minLength: 3 }),
      (program, nodes) => {
        deepEqual(verdictOf(program, nodes, false), verdictOf(program, ["n1", "n2", "n3"], false));
      },
    ),
    { numRuns: 5 },
  );
});

Deno.test("nodes that are taken for alike give the same verdict, in fewer states", () => {
  const statesOf = (coverage: string) =>
    Number(/all ([\d,]+) states/.exec(coverage)![1].replaceAll(",", ""));
  const broken = PROGRAMS.map((program) => {
    const apart = verdictOf(program, ["n1", "n2", "n3"], false);
    const alike = verdictOf(program, ["n1", "n2", "n3"], true);

    deepEqual(alike.broken, apart.broken);
    equal(statesOf(alike.coverage) < statesOf(apart.coverage) / 2, true);
    return alike.broken.includes(true);
  });

  // The right one passes; two timeouts are enough for two of the wrong ones at the least.
  equal(broken[0], false);
  equal(broken.filter(Boolean).length >= 2, true);
});
