import assert from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { planPct } from "./plan_pct.ts";
import { replayScenario } from "./run_scenario.ts";
import type { Scenario, Trial } from "./suite.ts";
import type { Context, Moment, Monitor, Node, Observation, Violation } from "./types.ts";

/** Messages that each of n2 and n3 sends to n1, and n4 for noise. */
const MESSAGES = { n2: 2, n3: 2, n4: 2 } as const;
const STEPS = 6;
const CHAINS = 3;
const RUNS = 1_000;

class Sender implements Node {
  constructor(private readonly context: Context) {}

  onStart(): void {
    const count = MESSAGES[this.context.id as keyof typeof MESSAGES] ?? 0;
    for (let sent = 0; sent < count; sent++) this.context.send("n1", sent);
  }

  onMessage(): void {}
}

/**
 * Objects when the messages of n2 and n3 begin to arrive in this order, or in the same with n2 and
 * n3 exchanged: one order alone comes up about as often as is promised, and no oftener.
 */
class Order implements Monitor {
  readonly seen: string[] = [];

  constructor(readonly order: readonly string[]) {}

  observe({ step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "deliver" || observation.from === "n4") return;
    this.seen.push(observation.from);
    const isExchanged = this.seen[0] !== this.order[0];
    const names = isExchanged ? this.seen.map((from) => from === "n2" ? "n3" : "n2") : this.seen;
    if (names.join() !== this.order.join()) return;
    return { message: `Saw ${this.order.join()} at step ${step}.`, steps: [step] };
  }
}

const SCENARIO: Scenario = {
  nodes: ["n1", "n2", "n3", "n4"],
  spawn: (context) => new Sender(context),
  stepsMax: STEPS,
};

function createTrial(seed: number): Trial {
  const guest = bareGuest(() => ({}));
  return { guest, seed, slug: "test", stats: { schedules: 0, events: 0, states: 0 } };
}

/** How many of 1,000 runs find the order. */
function countFound(depth: number, order: readonly string[]): number {
  let count = 0;
  for (let seed = 0; seed < RUNS; seed++) {
    const plan = planPct("order", SCENARIO, { runs: 1, depth });
    const survey = plan.survey(createTrial(seed), [() => new Order(order)]);
    if (survey.found[0] !== undefined) count++;
  }
  return count;
}

// A bug's depth is the number of events that must keep an order for it to show.
const BUGS = [
  { depth: 1, order: ["n2", "n2"] },
  { depth: 2, order: ["n2", "n3"] },
  { depth: 3, order: ["n2", "n3", "n2"] },
  { depth: 4, order: ["n2", "n3", "n2", "n3"] },
] as const;

for (const { depth, order } of BUGS) {
  Deno.test(`planPct() finds a bug of depth ${depth} as often as promised`, () => {
    const promised = RUNS / (CHAINS * STEPS ** (depth - 1));

    const found = countFound(depth, order);

    assert.ok(found >= promised, `found ${found} times, promised ${promised}`);
  });
}

Deno.test("planPct() finds nothing of depth 3 without change points", () => {
  assert.equal(countFound(1, ["n2", "n3", "n2"]), 0);
});

Deno.test("planPct() states its promise and gives a schedule that fails again", () => {
  const monitor = () => new Order(["n2", "n3", "n2"]);
  const trial = createTrial(1);

  const survey = planPct("order", SCENARIO, { runs: 500, depth: 3 }).survey(trial, [monitor]);

  assert.match(survey.coverage, /a bug of depth 3 with a probability of 1 in 108 at the least/);
  const run = survey.found[0]!;
  const again = replayScenario({ trial, scenario: SCENARIO, ...run, monitor: monitor() });
  assert.ok(again.violation);
});

// ---- Faults -------------------------------------------------------------------------------------

/** What n1 lives to see, as one word a step: the numbers that n2 sends, and its own crashes. */
class Life implements Monitor {
  seen = "";
  constructor(readonly bad: string) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (node !== "n1") return;
    if (observation.kind === "deliver") this.seen += ` ${observation.message}`;
    else if (observation.kind === "crash") {
      this.seen += observation.losesUnsynced ? " off" : " crash";
    }
    if (this.seen !== ` ${this.bad}`) return;
    return { message: `Saw ${this.seen} at step ${step}.`, steps: [step] };
  }
}

// n2 sends 0, 1 and 2; k counts these and the fault's own steps, n their link and the fault.
const FAULTS = [
  { bad: "0 crash 1", faults: { crashes: 1 }, depth: 3, draws: 4, steps: 5 },
  { bad: "off 0", faults: { crashes: 1 }, depth: 2, draws: 4, steps: 5 },
  { bad: "0 2", faults: { drops: 1 }, depth: 3, draws: 2, steps: 3 },
  { bad: "0 1 2 1", faults: { duplicates: 1 }, depth: 3, draws: 2, steps: 5 },
] as const;

for (const { bad, faults, depth, draws, steps } of FAULTS) {
  Deno.test(`planPct() finds "${bad}" of depth ${depth} as often as promised`, () => {
    const scenario: Scenario = {
      nodes: ["n1", "n2"],
      spawn: (context) => ({
        onStart() {
          if (context.id === "n2") { for (const sent of [0, 1, 2]) context.send("n1", sent); }
        },
      }),
      stepsMax: steps,
    };
    const promised = RUNS / (draws * 2 * steps ** (depth - 1));
    let found = 0;

    for (let seed = 0; seed < RUNS; seed++) {
      const plan = planPct("life", scenario, { runs: 1, depth, faults });
      const survey = plan.survey(createTrial(seed), [() => new Life(bad)]);
      if (survey.found[0] !== undefined) found++;
    }

    assert.ok(promised >= 5, `${promised}`);
    assert.ok(found >= promised, `found ${found} times, promised ${promised}`);
    // Without the fault, and without the change points that it takes, there is no such life.
    const calm = planPct("life", scenario, { runs: 200, depth });
    assert.equal(calm.survey(createTrial(1), [() => new Life(bad)]).found[0], undefined);
  });
}

Deno.test("planPct() says how its promise shrinks with what is drawn, and replays its faults", () => {
  const faults = { crashes: 1, drops: 1, duplicates: 1 };
  const trial = createTrial(3);
  const bad = () => new Order(["n2", "n3"]);

  const plan = planPct("order", SCENARIO, { runs: 300, depth: 2, faults });
  const survey = plan.survey(trial, [bad]);

  const [, chance] = /1 in (\d+) at the least/.exec(survey.coverage)!;
  assert.equal(Number(chance) % (8 * 12 * 12), 0);
  const run = survey.found[0]!;
  assert.ok(replayScenario({ trial, scenario: SCENARIO, ...run, monitor: bad() }).violation);
});

Deno.test("planPct() refuses numbers of faults that are none", () => {
  const options = { runs: 1, depth: 1, faults: { drops: -1 } };

  assert.throws(() => planPct("order", SCENARIO, options), RangeError);
});

/** Sends to everybody whenever its timer fires, and sets it again. */
class Ticker implements Node {
  constructor(private readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 100);
  }

  onTimer(): void {
    this.context.setTimer("tick", 100);
    for (const peer of this.context.peers) this.context.send(peer, "tick");
  }

  onMessage(): void {}
}

Deno.test("planPct() keeps time in order and lets no timer starve the messages", () => {
  const scenario: Scenario = {
    nodes: ["n1", "n2", "n3"],
    spawn: (context) => new Ticker(context),
    stepsMax: 300,
    settleMs: 500,
  };
  for (let seed = 0; seed < 50; seed++) {
    let deliveries = 0;
    let fires = 0;
    let lastMs = 0;
    let settled = false;
    const monitor: Monitor = {
      observe({ timeMs }, { kind }) {
        assert.ok(timeMs >= lastMs);
        lastMs = timeMs;
        if (kind === "settle") settled = true;
        if (kind === "deliver" && !settled) deliveries++;
        if (kind === "fire" && !settled) fires++;
        return undefined;
      },
    };

    planPct("ticks", scenario, { runs: 1, depth: 3 }).survey(createTrial(seed), [() => monitor]);

    assert.ok(settled);
    assert.ok(deliveries > fires, `${deliveries} deliveries, ${fires} timers`);
  }
});

Deno.test("planPct() refuses a depth below 1", () => {
  assert.throws(() => planPct("order", SCENARIO, { runs: 1, depth: 0 }), RangeError);
});
