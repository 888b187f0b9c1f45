// hidden: truthlab-hidden-7f3a
import { FAR_NAMES } from "@/engine/far_names.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { Chronicle, type Shown } from "@/engine/replicated/chronicle.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { GOSSIP_FAULTS } from "@/engine/replicated/gossip_faults.ts";
import { lawChecks } from "@/engine/replicated/law_checks.ts";
import { plannedOrder } from "@/engine/replicated/planned_order.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { type Spec, specMonitor } from "@/engine/replicated/spec_monitor.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { Plan, Scenario, Suite } from "@/engine/suite.ts";
import type { Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import {
  exactSum,
  EXPORTS,
  gcounter,
  type Increment,
  spawn,
} from "@/exercises/gcounter/replica.ts";

// ---- Stories ----------------------------------------------------------------------------------

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "one replica alone",
  three,
  `
  command n1 {"update":{"add":1}}
  command n1 {"update":{"add":1}}
  command n1 {"update":{"add":0}}
  command n1 {"update":{"add":9}}
  command n1 {"update":{"add":1000000}}
  command n1 {"update":{"add":3000000000}}
  command n1 {"update":{"add":3000000000}}
  command n1 {"update":{"add":4503599627370496}}
  `,
);

/** The largest amount of all is no strange one. */
const largest = planScript(
  "the largest amount",
  three,
  `
  command n2 {"update":{"add":${Number.MAX_SAFE_INTEGER}},"to":["n1"]}
  deliver n2>n1
  `,
);

/** Replicas that nobody has heard of, whose numbers need more room than there may be. */
const strangers = FAR_NAMES.map(([first, ...others], index) =>
  planScript(
    `replicas with numbers of many sizes, ${index + 1}`,
    { ...three, nodes: [first, ...others] },
    [
      ...[first, ...others].map((node, place) => {
        const update = { add: 3 + place };
        return `command ${node} ${
          JSON.stringify({ update, to: [first].filter((to) => to !== node) })
        }`;
      }),
      ...others.map((node) => `deliver ${node}>${first}`),
      `command ${first} {"to":["${others[0]}"]}`,
      `deliver ${first}>${others[0]}`,
    ].join("\n"),
  )
);

/** More than 32 bits hold, in one count and in the sum. */
const largeCounts = planScript(
  "large counts travel",
  three,
  `
  command n1 {"update":{"add":3000000001}}
  command n1 {"update":{"add":3000000000},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"add":5000000000},"to":["n3","n1"]}
  deliver n2>n3
  deliver n2>n1
  `,
);

/** [5,0,0], [0,3,0] and [0,0,2] make [5,3,2]. */
const fiveThreeTwo = planScript(
  "five, three and two",
  three,
  `
  command n1 {"update":{"add":5},"to":["n2"]}
  command n2 {"update":{"add":3},"to":["n3"]}
  command n3 {"update":{"add":2},"to":["n1","n2"]}
  deliver n1>n2
  deliver n2>n3
  deliver n3>n1
  command n2 {"to":["n1","n3"]}
  deliver n2>n1
  command n1 {"to":["n2","n3"]}
  deliver n1>n2
  deliver n1>n3
  deliver n3>n2
  `,
);

const crashed = planScript(
  "a crash between two increments",
  three,
  `
  command n1 {"update":{"add":3},"to":["n2"]}
  deliver n1>n2
  crash n1
  restart n1
  command n1 {"update":{"add":2},"to":["n2","n3"]}
  deliver n1>n2
  deliver n1>n3
  command n2 {"to":["n1"]}
  deliver n2>n1
  `,
);

const oldStates = planScript(
  "an old state arrives last",
  three,
  `
  command n1 {"update":{"add":4},"to":["n2"]}
  command n1 {"update":{"add":6},"to":["n3"]}
  deliver n1>n3
  command n3 {"update":{"add":1},"to":["n2"]}
  deliver n3>n2
  deliver n1>n2
  command n2 {"to":["n1","n3"]}
  deliver n2>n1
  deliver n2>n3
  `,
);

/** More updates than a short memory holds, than two digits count, or a byte. */
const longLife = planScript(
  "hundreds of increments",
  three,
  `
  command n1 {"update":{"add":2,"times":99},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"add":1,"times":2},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"add":2,"times":154},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"add":1,"times":2},"to":["n2"]}
  deliver n1>n2
  crash n1
  restart n1
  command n1 {"update":{"add":1},"to":["n2"]}
  deliver n1>n2
  command n2 {"to":["n3"]}
  deliver n2>n3
  `,
);

/** The eleventh increment of n1 is not the first of n11, nor that of n111 any other. */
const namesRunTogether = planScript(
  "eleven increments of n1, and one of n11",
  { ...three, nodes: ["n1", "n11", "n111", "n2"] },
  `
  command n1 {"update":{"add":1,"times":12},"to":["n2"]}
  command n11 {"update":{"add":20,"times":2},"to":["n2"]}
  command n111 {"update":{"add":300},"to":["n2"]}
  deliver n11>n2
  deliver n111>n2
  deliver n1>n2
  command n2 {"to":["n1"]}
  deliver n2>n1
  `,
);

const refused = planScript(
  "strange amounts",
  three,
  `
  command n1 {"update":{"add":-1}}
  command n1 {"update":{"add":5},"to":["n2"]}
  ${
    ["-3", "0.5", "2.5", '"NaN"', '"Infinity"', '"-Infinity"', "9007199254740992", "-0.5", "1e300"]
      .map((add) => `command n1 {"update":{"add":${add}}}`).join("\n  ")
  }
  deliver n1>n2
  command n2 {"update":{"add":-2}}
  crash n2
  restart n2
  command n2 {"update":{"add":-5}}
  `,
);

// ---- Chance -----------------------------------------------------------------------------------

const amounts = (names: readonly string[], count: number): Scenario["commands"] => (random) =>
  drawOrders(random, {
    nodes: names,
    count,
    forMs: 80,
    draw: (random) => ({
      add: random.chance(0.1) ? random.between(0, 1) * 1_000_000 : random.between(1, 9),
    }),
  });

const few: Scenario = { ...three, faults: GOSSIP_FAULTS.lossy, commands: amounts(nodes, 8) };

const manyNodes = ["n1", "n2", "n3", "n4", "n5", "n10", "n11"];
const many: Scenario = {
  nodes: manyNodes,
  spawn,
  faults: GOSSIP_FAULTS.lossy,
  commands: amounts(manyNodes, 16),
  stepsMax: 80,
};

const crashing: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.crashes,
  commands: amounts(nodes, 12),
  stepsMax: 80,
};

const priorities: Scenario = { ...three, commands: amounts(nodes, 6) };

// ---- Everything -------------------------------------------------------------------------------

const everyOrder = planSearch("every order of delivery", three, {
  bounds: { timeouts: 0 },
  boundsInWords: "three increments and gossip, six states sent, in every order",
  commands: [
    plannedOrder(1, "n1", { update: { add: 1 }, to: ["n2", "n3"] }),
    plannedOrder(2, "n2", { update: { add: 10 }, to: ["n3"] }),
    plannedOrder(3, "n1", { update: { add: 100 }, to: ["n2"] }),
    plannedOrder(4, "n2", { to: ["n1", "n3"] }),
  ],
  statesMax: 20_000,
});

const everyCrash = planSearch("a crash at every moment", three, {
  bounds: { timeouts: 0, crashes: 1, duplicates: 1, isTorn: true },
  boundsInWords: "three increments in a ring, one state doubled, one crash at any moment",
  commands: [
    plannedOrder(1, "n1", { update: { add: 1 }, to: ["n2"] }),
    plannedOrder(2, "n2", { update: { add: 10 }, to: ["n3"] }),
    plannedOrder(3, "n3", { update: { add: 100 }, to: ["n1"] }),
  ],
  statesMax: 20_000,
});

const STORIES: readonly Plan[] = [fiveThreeTwo, crashed, oldStates, largeCounts, ...strangers];
const CRASHES = planWalks("replicas that crash", crashing, 100);
const WALKS: readonly Plan[] = [
  planWalks("few replicas", few, 100),
  planWalks("many replicas", many, 20),
  CRASHES,
];
const ALL: readonly Plan[] = [
  ...STORIES,
  ...WALKS,
  planPct("by priority", priorities, { runs: 40, depth: 3 }),
  everyOrder,
  longLife,
  namesRunTogether,
];

// ---- Checks -----------------------------------------------------------------------------------

/** A counter that only grows: who knows more shows no less. */
class Monotone implements Monitor {
  readonly chronicle = new Chronicle<Increment>();
  readonly latest = new Map<string, Shown>();

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const shown = this.chronicle.follow(moment, observation);
    if (shown === undefined) return;
    const before = this.latest.get(shown.node);
    this.latest.set(shown.node, shown);
    // A crash in the middle of a handler may take back what was shown before it was saved.
    const hasForgotten = before?.knows.some((id) => !shown.knows.includes(id));
    if (before === undefined || hasForgotten) return;
    // What is no number at all is for other checks to judge.
    if (!((shown.value as number) < (before.value as number))) return;
    const message = `${shown.node} shows ${before.value} at step ${before.step} and less at step ` +
      `${shown.step}: ${gcounter.show(shown.value)}.`;
    return violationOf(message, [before, shown]);
  }
}

/** What a replica shows once it has restarted. */
const afterRestart: Spec<Increment> = (shown, known) =>
  shown.restarts === 0 ? undefined : exactSum(shown, known);

export const suite: Suite = {
  slug: "gcounter",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    {
      name: "counts-alone",
      promise: "A replica that is alone counts its own increments, from 0.",
      monitor: specMonitor(exactSum),
      plans: [alone, largest],
    },
    {
      name: "refuses",
      promise: "An amount that is no whole number from 0 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(gcounter),
      plans: [refused],
    },
    {
      name: "counts-all",
      promise: "The value is the sum of all increments that a replica knows of, each counted once.",
      weight: 3,
      monitor: specMonitor(exactSum),
      plans: [...ALL, largest],
    },
    {
      name: "converges",
      promise: "Replicas that know the same increments show the same value.",
      weight: 3,
      monitor: sameUpdates(gcounter),
      plans: ALL,
    },
    {
      name: "monotone",
      promise: "The value of a replica never goes down.",
      monitor: () => new Monotone(),
      plans: [...STORIES, ...WALKS],
    },
    {
      name: "survives-restart",
      promise: "A replica that restarts with what was saved has lost no increment, and counts on.",
      weight: 2,
      monitor: specMonitor(afterRestart),
      plans: [crashed, CRASHES, everyCrash],
    },
    ...lawChecks(gcounter, [...STORIES, ...WALKS]),
  ],
};
