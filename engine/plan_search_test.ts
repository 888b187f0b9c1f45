import { equal, match, ok } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { goal } from "./goal.ts";
import { planScript } from "./plan_script.ts";
import { planSearch } from "./plan_search.ts";
import { Random } from "./random.ts";
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

/** Counts its ticks in a place that no copy can reach, and draws lots; bad when three are even. */
class Lottery implements Node {
  #lots: number[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    this.#lots.push(this.context.random());
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.#lots.push(this.context.random());
    this.context.setTimer("tick", 10);
    // The story's three lots are the seed's: another seed, or a lot drawn twice, gives others.
    const drawn = this.#lots.slice(0, 3).map((lot) => lot.toFixed(6)).join();
    if (this.#lots.length === 4) this.context.note(drawn === LOTS ? "bad" : `drew ${drawn}`);
  }
}

const LOTS = (() => {
  const random = new Random(1, "node n1");
  return [random.unit(), random.unit(), random.unit()].map((lot) => lot.toFixed(6)).join();
})();

Deno.test("planSearch() rebuilds nodes from a story's own inputs, clocks and dice", () => {
  const from = "timeout n1\n timeout n1";
  const bad = check((context) => new Lottery(context), { from });
  const good = check((context) => new Lottery(context), { from: "timeout n1" });

  equal(bad.verdict, "failed");
  match(bad.coverage, /by replaying, since the program hides some of its state$/);
  equal(good.verdict, "passed");
});

/** Draws a lot when it starts, and is bad at a tick after a restart that drew the third one. */
class RestartedLottery implements Node {
  #lot: number;
  constructor(readonly context: Context) {
    this.#lot = context.random();
  }

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    if (LOTS.endsWith(this.#lot.toFixed(6))) this.context.note("bad");
  }
}

Deno.test("planSearch() rebuilds a node that crashed in the story with what it drew later", () => {
  const from = "crash n1\n restart n1\n crash n1\n restart n1";

  equal(check((context) => new RestartedLottery(context), { from }).verdict, "failed");
});

Deno.test("planSearch() reports what the story itself did wrong", () => {
  const from = "duplicate n1>n2\n drop n1>n2\n deliver n1>n2\n deliver n1>n2";
  const result = check((context) => new Overtaken(context), { from });

  equal(result.verdict, "failed");
  match(result.message, /n2 is bad/);
  match(result.coverage, /^no search, from where the story ends: it had failed before$/);
});

Deno.test("planSearch() says where a story broke off", () => {
  const result = check((context) => new Overtaken(context), { from: "restart n1" });

  match(result.coverage, /from where the story broke off \(Line 1: "restart n1" cannot happen/);
});

Deno.test("planSearch() heals what the story left cut and paused, so that what it finds is real", () => {
  const from = "cut n1 > n2\n pause n2";

  const result = check((context) => new Overtaken(context), { from });

  equal(result.verdict, "failed");
});

// ---- Stages -------------------------------------------------------------------------------------

/** Bad at its fortieth tick, if its neighbour has had ten: too deep for a search from the start. */
class Climber implements Node {
  ticks = 0;
  neighbour = 0;
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.ticks++;
    this.context.note("ticks", this.ticks);
    this.context.setTimer("tick", 10);
    if (this.ticks === 10) this.context.send(this.context.peers[0], "ten");
    if (this.ticks === 40 && this.neighbour === 10) this.context.note("bad");
  }

  onMessage(): void {
    this.neighbour = 10;
    this.context.note("told");
  }
}

const ticked = (node: NodeId, count: number) =>
  goal(
    `${node} has ticked ${count} times`,
    (seen, moment) => seen.kind === "note" && seen.data === count && moment.node === node,
    {
      bounds: { timeouts: 10 },
    },
  );

Deno.test("planSearch() reaches what is deep by stages, and a goal only once", () => {
  const spawn = (context: Context) => new Climber(context);
  const stages = [
    ticked("n1", 10),
    goal("n2 has been told", (seen, { node }) => node === "n2" && isTold(seen), {
      bounds: { timeouts: 0 },
    }),
    ticked("n2", 10),
    ticked("n2", 5),
    ...[20, 30, 37].map((count) => ticked("n2", count)),
  ];

  const result = check(spawn, { stages });
  const direct = check(spawn, { bounds: { timeouts: 50 }, statesMax: 300 });

  equal(result.verdict, "failed");
  equal(direct.verdict, "passed");
  match(direct.coverage, /not all/);
});

function isTold(seen: Observation): boolean {
  return seen.kind === "note" && seen.label === "told";
}

Deno.test("planSearch() says which goal was not reached, and searches from the last that was", () => {
  const result = check((context) => new Climber(context), {
    stages: [ticked("n1", 2), ticked("n1", 100)],
    bounds: { timeouts: 1 },
  });

  equal(result.verdict, "passed");
  match(
    result.coverage,
    /^all 3 states .* from where n1 has ticked 2 times \("n1 has ticked 100 times" was not reached\)$/,
  );
});

Deno.test("planSearch() looks at fewer states once another check has failed", () => {
  const spawn = (context: Context) => new Torn(context);
  const suite = suiteOf(spawn, { statesMaxOnceFailed: 3 });
  const scenario = { nodes: ["n1", "n2"], spawn, stepsMax: 100 };
  const broken = { message: "n1 is bad at step 1.", steps: [1] };
  const story = {
    name: "broken",
    promise: "Nothing happens.",
    monitor: () => ({ observe: () => broken }),
    plans: [planScript("story", scenario, "timeout n1")],
  };

  const alone = runSuite(suite, bareGuest(() => ({})), { seed: 1 });
  const after = runSuite(
    { ...suite, checks: [...suite.checks, story] },
    bareGuest(() => ({})),
    { seed: 1 },
  );

  match(alone.checks[1].coverage, /^all \d+ states/);
  equal(after.verdict, "failed");
  equal(after.checks[1].verdict, "passed");
  match(after.checks[1].coverage, /^3 states .* not all$/);
});
