import { deepEqual, equal, match, ok } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { callGuest } from "./guest.ts";
import { eventually } from "./monitors/eventually.ts";
import { planScript } from "./plan_script.ts";
import { runSuite } from "./run_suite.ts";
import { EVENTS_SHOWN_MAX } from "./replay_failure.ts";
import type { Suite } from "./suite.ts";
import type { Context, Node } from "./types.ts";

/** Fires a timer for ever, and never says a word. */
class Ticking implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.context.setTimer("tick", 10);
  }
}

Deno.test("runSuite() leaves out the dull end of a run in which something never came about", () => {
  const scenario = {
    nodes: ["n1", "n2"],
    spawn: (context: Context) => new Ticking(context),
    stepsMax: 100,
  };
  const monitor = () =>
    eventually({
      what: "n1 said a word",
      withinMs: 4_000,
      withinWords: "400 ticks",
      isGood: ({ kind }) => kind === "send",
    });
  const suite: Suite = {
    slug: "test",
    exports: {},
    checks: [{
      name: "speaks",
      promise: "Nodes speak.",
      monitor,
      plans: [planScript("silence", scenario, "run 50ms\nsettle 5000ms")],
    }],
  };

  const { counterexample } = runSuite(suite, bareGuest(() => ({})), { seed: 1 }).checks[1];

  ok(counterexample);
  const { events } = counterexample.trace;
  equal(events.length, EVENTS_SHOWN_MAX);
  equal(events[counterexample.culprit - 1].kind, "settle");
});

Deno.test("runSuite() takes it for a broken property when the program throws as a monitor asks it", () => {
  const guest = bareGuest(() => ({}));
  const scenario = { nodes: ["n1"], spawn: () => ({ onCommand() {} }), stepsMax: 100 };
  const asks = () => {
    throw new Error("not yet");
  };
  const suite: Suite = {
    slug: "test",
    exports: {},
    checks: [{
      name: "answers",
      promise: "It answers.",
      monitor: () => ({ observe() {}, finish: () => callGuest(guest, asks) }),
      plans: [planScript("a command", scenario, "command n1 {}")],
    }],
  };

  const [noException, answers] = runSuite(suite, guest, { seed: 1 }).checks;

  equal(noException.verdict, "passed");
  equal(answers.verdict, "failed");
  match(answers.message, /The program threw when it was asked .* n1 .* step \d+: Error: not yet\./);
});

Deno.test("runSuite() says which node failed as the nodes were made, and shows all of them", () => {
  const fail = () => {
    throw new Error("no such word");
  };
  const message = "at step 0, before anything else happened: Error: no such word.";
  const stories: [(context: Context) => Node, source: string, told: string][] = [
    [
      ({ id }) => id === "n2" ? fail() : {},
      "",
      `n2 could not be made: the program threw ${message}`,
    ],
    [
      ({ id }) => id === "n2" ? { onStart: fail } : {},
      "onStart() {}",
      `n2's onStart threw ${message}`,
    ],
    [({ id }) => id === "n2" ? { onStart: fail } : {}, "merge() {}", `n2 threw ${message}`],
  ];

  for (const [spawn, source, told] of stories) {
    const suite: Suite = {
      slug: "test",
      exports: {},
      checks: [{
        name: "silent",
        promise: "Nodes are silent.",
        monitor: () => ({ observe: () => undefined }),
        plans: [planScript("a while", { nodes: ["n1", "n2"], spawn, stepsMax: 100 }, "run 50ms")],
      }],
    };

    const [noException] = runSuite(suite, bareGuest(() => ({}), source), { seed: 1 }).checks;

    equal(noException.message, `${told} ${noException.promise}`);
    deepEqual(noException.counterexample?.trace.nodes, ["n1", "n2"]);
    deepEqual(noException.counterexample?.trace.events, []);
  }
});

/** Says nothing, and keeps a hundred timers going. */
class Swarming implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    for (let number = 0; number < 100; number++) this.context.setTimer(`tick ${number}`, 1);
  }

  onTimer(name: string): void {
    this.context.setTimer(name, 1);
  }
}

/** A check that is broken from the start where `isBroken`, and one that never is, in `count` stories. */
function stormySuite(isBroken: boolean, count: number): Suite {
  const scenario = {
    nodes: ["n1"],
    spawn: (context: Context) => new Swarming(context),
    stepsMax: 100,
  };
  const plans = Array.from(
    { length: count },
    (_, number) => planScript(`story ${number}`, scenario, "settle 10000ms"),
  );
  const broken = { message: "n1 fired at step 1.", steps: [1] };
  return {
    slug: "test",
    exports: {},
    checks: [
      {
        name: "broken",
        promise: "It does nothing.",
        monitor: () => ({ observe: () => isBroken ? broken : undefined }),
        plans: plans.slice(0, 1),
      },
      { name: "whole", promise: "It holds.", monitor: () => ({ observe() {} }), plans },
    ],
  };
}

Deno.test("runSuite() bounds what it sees of a program that failed and does very much", () => {
  const guest = bareGuest(() => ({}));

  const failing = runSuite(stormySuite(true, 28), guest, { seed: 1 });
  const holding = runSuite(stormySuite(false, 28), guest, { seed: 1 });

  const [, broken, whole] = failing.checks;
  equal(failing.verdict, "failed");
  equal(broken.verdict, "failed");
  equal(whole.verdict, "not run");
  match(whole.message, /^Not judged: another check failed, and the program did very much/);
  ok(failing.stats.events < holding.stats.events);
  equal(holding.checks[2].verdict, "passed");
});
