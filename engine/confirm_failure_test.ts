import assert from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { confirmFailure } from "./confirm_failure.ts";
import { planWalks } from "./plan_walks.ts";
import { runSuite } from "./run_suite.ts";
import type { Suite } from "./suite.ts";
import type { Context, Monitor, Node } from "./types.ts";

/** Greets everybody, once too often. */
class Greeter implements Node {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  onStart(): void {
    for (const peer of this.#context.peers) this.#context.send(peer, "hello");
  }

  onMessage(from: string): void {
    this.#context.note("greeted", from);
  }
}

function suiteWith(greetingsMax: number): Suite {
  const scenario = {
    nodes: ["n1", "n2", "n3"],
    spawn: (context: Context) => new Greeter(context),
    stepsMax: 40,
  };
  const monitor = (): Monitor => {
    let greetings = 0;
    return {
      observe({ node, step }, { kind }) {
        if (kind !== "note" || ++greetings <= greetingsMax) return;
        return { message: `${node} was greeted at step ${step}.`, steps: [step] };
      },
    };
  };
  const plans = [planWalks("walks", scenario, 20)];
  return { slug: "x", exports: {}, checks: [{ name: "quiet", promise: "Quiet.", monitor, plans }] };
}

const guest = bareGuest(() => ({}));

Deno.test("confirmFailure() says of a counterexample what the suite said of it", () => {
  const [, said] = runSuite(suiteWith(2), guest, { seed: 5 }).checks;
  assert.equal(said.verdict, "failed");

  const again = confirmFailure(suiteWith(2), guest, { seed: 5, claim: said.counterexample! });

  assert.equal(JSON.stringify({ ...said, coverage: "" }), JSON.stringify(again));
});

Deno.test("confirmFailure() confirms nothing that does not fail, or that nobody knows", () => {
  const claim = runSuite(suiteWith(2), guest, { seed: 5 }).checks[1].counterexample!;
  const cases = [
    [suiteWith(100), claim],
    [suiteWith(2), { ...claim, schedule: [] }],
    [suiteWith(2), { ...claim, plan: "other" }],
    [suiteWith(2), { ...claim, check: "other" }],
    [suiteWith(2), { ...claim, check: "no-exception" }],
  ] as const;
  for (const [suite, claim] of cases) {
    const again = confirmFailure(suite, guest, { seed: 5, claim });

    assert.deepEqual([again.verdict, again.counterexample], ["passed", null]);
  }
});

Deno.test("a sample makes few runs, and those the suite makes too", () => {
  const whole = runSuite(suiteWith(100), guest, { seed: 5 });
  const few = runSuite(suiteWith(100), guest, { seed: 5, sample: { first: 19, runs: 2 } });
  const failing = runSuite(suiteWith(2), guest, { seed: 5, sample: { first: 4e9, runs: 2 } });

  assert.equal(whole.stats.schedules, 20);
  assert.deepEqual([few.verdict, few.stats.schedules], ["passed", 2]);
  assert.equal(failing.verdict, "failed");
});

Deno.test("a sample of a program that does very much ends early, and says nothing against it", () => {
  const suite = suiteWith(Infinity);
  const [{ plans: [plan] }] = suite.checks;
  let surveys = 0;
  const dear = {
    ...plan,
    survey: (...[trial]: Parameters<typeof plan.survey>) => {
      surveys++;
      trial.stats.events += 1e6;
      return { found: [undefined], coverage: "" };
    },
  };
  const checks = suite.checks.map((check) => ({ ...check, plans: [dear, { ...dear, name: "b" }] }));

  const sampled = runSuite({ ...suite, checks }, guest, { seed: 5, sample: { first: 0, runs: 2 } });

  assert.deepEqual([sampled.verdict, surveys], ["passed", 1]);
});
