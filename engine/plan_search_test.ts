import { equal, match, ok } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { planSearch } from "./plan_search.ts";
import { runSuite } from "./run_suite.ts";
import type { Scenario, Suite } from "./suite.ts";
import type { Context, Moment, Monitor, Node, NodeId, Observation } from "./types.ts";

/** Objects to a note named "bad". */
class NoBadNote implements Monitor {
  observe(moment: Moment, observation: Observation) {
    if (observation.kind !== "note" || observation.label !== "bad") return;
    return { message: `${moment.node} is bad at step ${moment.step}.`, steps: [moment.step] };
  }
}

/** n2 is bad when the second of two messages overtakes the first. */
class Overtaken implements Node {
  seen: unknown[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    if (this.context.id !== "n1") return;
    this.context.send("n2", 1);
    this.context.send("n2", 2);
  }

  onMessage(_from: NodeId, message: never): void {
    this.seen.push(message);
    if (this.seen.join() === "2,1") this.context.note("bad");
  }
}

/** The same, with its state where no copy can reach it. */
class Hidden implements Node {
  readonly #seen: unknown[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    if (this.context.id !== "n1") return;
    for (const message of [1, 2]) this.context.send("n2", message);
  }

  onMessage(_from: NodeId, message: never): void {
    this.#seen.push(message);
    if (this.#seen.join() === "2,1") this.context.note("bad");
  }
}

/** Bad when its own clock, read rather than asked of a timer, has passed 25 ms. */
class ClockReader implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    if (this.context.now() >= 25) this.context.note("bad");
    this.context.setTimer("tick", 10);
  }
}

/** Bad when it starts with a vote on its disk that nobody was sent. */
class Torn implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    if (this.context.load("voted") === true && this.context.load("told") !== true) {
      this.context.note("bad");
    }
    this.context.setTimer("vote", 10);
  }

  onTimer(): void {
    this.context.save("voted", true);
    this.context.save("told", true);
  }
}

function suiteOf(
  spawn: Scenario["spawn"],
  plan: Partial<Parameters<typeof planSearch>[2]>,
): Suite {
  const scenario = { nodes: ["n1", "n2"], spawn, stepsMax: 100 };
  return {
    slug: "test",
    exports: {},
    checks: [{
      name: "never-bad",
      promise: "Nothing bad happens.",
      monitor: () => new NoBadNote(),
      plans: [planSearch("search", scenario, {
        bounds: { timeouts: 3 },
        boundsInWords: "three timeouts",
        statesMax: 10_000,
        ...plan,
      })],
    }],
  };
}

function check(spawn: Scenario["spawn"], plan: Partial<Parameters<typeof planSearch>[2]> = {}) {
  return runSuite(suiteOf(spawn, plan), bareGuest(() => ({})), { seed: 1 }).checks[1];
}

Deno.test("planSearch() finds the one bad order, and its counterexample is small", () => {
  const result = check((context) => new Overtaken(context));

  equal(result.verdict, "failed");
  equal(result.counterexample?.schedule.length, 2);
  match(result.message, /n2 is bad at step 2/);
});

Deno.test("planSearch() rebuilds nodes whose state it cannot copy, and says so", () => {
  const bad = check((context) => new Hidden(context));
  const good = check((context) => new Hidden(context), {
    bounds: { timeouts: 0, isWithin: (m) => m === 1 },
  });

  equal(bad.verdict, "failed");
  equal(good.verdict, "passed");
  match(good.coverage, /by replaying, since the program hides some of its state/);
});

Deno.test("planSearch() tells states apart by the clock when the program reads it", () => {
  const result = check((context) => new ClockReader(context));

  equal(result.verdict, "failed");
});

Deno.test("planSearch() lets a crash strike between two saves", () => {
  const whole = check((context) => new Torn(context), { bounds: { timeouts: 2, crashes: 1 } });
  const torn = check((context) => new Torn(context), {
    bounds: { timeouts: 2, crashes: 1, isTorn: true },
  });

  equal(whole.verdict, "passed");
  match(whole.coverage, /^all \d+ states of 2 nodes, three timeouts$/);
  equal(torn.verdict, "failed");
});

Deno.test("planSearch() goes on from where a story ends", () => {
  const result = check((context) => new Overtaken(context), { from: "deliver n1>n2" });

  // The story delivered the first message, so nothing can overtake it any more.
  equal(result.verdict, "passed");
  ok(result.coverage.startsWith("all 2 states"));
});
