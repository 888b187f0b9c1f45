import { deepEqual, equal, throws } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { planPct } from "./plan_pct.ts";
import { planScript } from "./plan_script.ts";
import { planSearch } from "./plan_search.ts";
import { planWalks } from "./plan_walks.ts";
import { portfolio } from "./portfolio.ts";
import { runSuite } from "./run_suite.ts";
import type { Check, Plan, Scenario } from "./suite.ts";

const SCENARIO: Scenario = { nodes: ["n1"], spawn: () => ({}), stepsMax: 1 };

const search = planSearch("search", SCENARIO, {
  bounds: { timeouts: 1 },
  boundsInWords: "one timeout",
  statesMax: 10,
});
const pct = planPct("pct", SCENARIO, { runs: 1, depth: 2 });
const walks = planWalks("walks", SCENARIO, 1);
const moreWalks = planWalks("more walks", SCENARIO, 1);
const story = planScript("story", SCENARIO, "run 1ms");
const unsaid: Plan = {
  name: "unsaid",
  scenario: SCENARIO,
  survey: (_, monitors) => ({ found: monitors.map(() => undefined), coverage: "unsaid" }),
};

const namesOf = (plans: readonly Plan[]) => plans.map(({ name }) => name);

Deno.test("portfolio() puts stories before walks, walks before PCT, and search last", () => {
  const ordered = portfolio([search, pct, moreWalks, story, walks]);

  deepEqual(namesOf(ordered), ["story", "more walks", "walks", "pct", "search"]);
});

Deno.test("portfolio() names a shared plan once, and takes what says no kind for walks", () => {
  const ordered = portfolio([pct, unsaid, walks, pct, unsaid]);

  deepEqual(namesOf(ordered), ["unsaid", "walks", "pct"]);
});

/** The plans that a suite of two checks runs, as they come, and the last check's coverage. */
function planned(plans: readonly Plan[], otherPlans: readonly Plan[]) {
  const ran: string[] = [];
  const spied = new Map([...plans, ...otherPlans].map((plan) => [plan, spyOn(plan, ran)]));
  const check = (name: string, named: readonly Plan[]): Check => ({
    name,
    promise: "Nothing happens.",
    monitor: () => ({ observe: () => undefined }),
    plans: named.map((plan) => spied.get(plan)!),
  });
  const suite = { slug: "test", exports: {}, checks: [check("a", plans), check("b", otherPlans)] };
  const result = runSuite(suite, bareGuest(() => ({})), { seed: 1 });
  return { ran, verdicts: result.checks.map(({ verdict }) => verdict), checks: result.checks };
}

function spyOn(plan: Plan, ran: string[]): Plan {
  return {
    ...plan,
    survey(trial, monitors) {
      ran.push(plan.name);
      return plan.survey(trial, monitors);
    },
  };
}

Deno.test("runSuite() runs its plans as a portfolio, and passes a check after its last one", () => {
  const { ran, verdicts, checks } = planned([search, story], [pct, walks, story]);

  deepEqual(ran, ["story", "walks", "pct", "search"]);
  deepEqual(verdicts, ["passed", "passed", "passed"]);
  equal(checks[1].coverage.startsWith('the scenario "story"; all 1 states'), true);
});

Deno.test("runSuite() passes no check before its last plan, in whatever order it names them", () => {
  const { ran, verdicts } = planned([walks, moreWalks], [moreWalks, walks]);
  const bad: Plan = {
    ...moreWalks,
    survey: (_, monitors) => ({
      found: monitors.map((_, index) => index === 1 ? { seed: 1, schedule: [] } : undefined),
      coverage: "",
    }),
  };

  deepEqual(ran, ["walks", "more walks"]);
  deepEqual(verdicts, ["passed", "passed", "passed"]);
  // The second check names first the plan that runs last, and must still hear of its objection.
  throws(() => planned([walks, bad], [bad, walks]), /Cannot reproduce b in plan more walks/);
});
