// hidden: truthlab-hidden-7f3a
import { FAR_NAMES } from "@/engine/far_names.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { GOSSIP_FAULTS } from "@/engine/replicated/gossip_faults.ts";
import { lawChecks } from "@/engine/replicated/law_checks.ts";
import { plannedOrder } from "@/engine/replicated/planned_order.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { type Spec, specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Plan, Scenario, Suite } from "@/engine/suite.ts";
import {
  exactDifference,
  EXPORTS,
  pncounter,
  spawn,
  type Step,
} from "@/exercises/pncounter/replica.ts";

// ---- Stories ----------------------------------------------------------------------------------

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "one replica alone",
  three,
  `
  command n1 {"update":{"increment":1}}
  command n1 {"update":{"increment":9}}
  command n1 {"update":{"decrement":0}}
  command n1 {"update":{"decrement":3}}
  command n1 {"update":{"increment":0}}
  command n1 {"update":{"decrement":20}}
  command n1 {"update":{"increment":3000000000}}
  command n1 {"update":{"increment":3000000000}}
  command n1 {"update":{"decrement":9000000000}}
  `,
);

/** The largest amount of all is no strange one, either way. */
const largest = planScript(
  "the largest amount",
  three,
  `
  command n2 {"update":{"increment":${Number.MAX_SAFE_INTEGER}},"to":["n1"]}
  deliver n2>n1
  command n3 {"update":{"decrement":${Number.MAX_SAFE_INTEGER}},"to":["n2"]}
  deliver n3>n2
  `,
);

/** Replicas that nobody has heard of, whose numbers need more room than there may be. */
const strangers = FAR_NAMES.map(([first, ...others], index) =>
  planScript(
    `replicas with numbers of many sizes, ${index + 1}`,
    { ...three, nodes: [first, ...others] },
    [
      ...[first, ...others].map((node, place) => {
        const update = place % 3 === 1 ? { decrement: 3 + place } : { increment: 9 + place };
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

/** More than 32 bits hold, one way and the other. */
const largeCounts = planScript(
  "large counts travel",
  three,
  `
  command n1 {"update":{"increment":5000000001},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"decrement":6000000000},"to":["n1","n3"]}
  deliver n2>n1
  deliver n2>n3
  `,
);

/** What n1 took away must not come back with the state that n2 had before. */
const takenBack = planScript(
  "what was counted down stays down",
  three,
  `
  command n1 {"update":{"increment":5},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"decrement":3},"to":["n2","n3"]}
  command n2 {"to":["n1","n3"]}
  deliver n2>n1
  deliver n1>n3
  deliver n2>n3
  deliver n1>n2
  `,
);

/** Groupings of -1, +1 and +1 that a floor at zero would tell apart. */
const dips = planScript(
  "minus one, plus one, plus one",
  three,
  `
  command n1 {"update":{"decrement":1},"to":["n2","n3"]}
  command n2 {"update":{"increment":1},"to":["n3","n1"]}
  command n3 {"update":{"increment":1},"to":["n1","n2"]}
  deliver n1>n2
  deliver n2>n3
  deliver n3>n1
  deliver n1>n3
  deliver n2>n1
  deliver n3>n2
  command n3 {"update":{"decrement":5},"to":["n1"]}
  deliver n3>n1
  command n1 {"update":{"increment":2}}
  `,
);

const crashed = planScript(
  "a crash between two updates",
  three,
  `
  command n1 {"update":{"increment":3},"to":["n2"]}
  command n1 {"update":{"decrement":1},"to":["n2"]}
  deliver n1>n2 all
  crash n1
  restart n1
  command n1 {"update":{"decrement":2},"to":["n2","n3"]}
  deliver n1>n2
  deliver n1>n3
  command n2 {"to":["n1"]}
  deliver n2>n1
  command n1 {"update":{"increment":4},"to":["n3"]}
  deliver n1>n3
  `,
);

/** More updates than a short memory holds, than two digits count, or a byte. */
const longLife = planScript(
  "hundreds of updates",
  three,
  `
  command n1 {"update":{"increment":2,"times":99},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"decrement":1,"times":2},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"increment":2,"times":154},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"decrement":1,"times":2},"to":["n2"]}
  deliver n1>n2
  crash n1
  restart n1
  command n1 {"update":{"decrement":1},"to":["n2"]}
  deliver n1>n2
  command n2 {"to":["n3"]}
  deliver n2>n3
  `,
);

/** The eleventh update of n1 is not the first of n11, nor that of n111 any other. */
const namesRunTogether = planScript(
  "eleven updates of n1, and one of n11",
  { ...three, nodes: ["n1", "n11", "n111", "n2"] },
  `
  command n1 {"update":{"increment":1,"times":12},"to":["n2"]}
  command n11 {"update":{"decrement":20,"times":2},"to":["n2"]}
  command n111 {"update":{"increment":300},"to":["n2"]}
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
  command n1 {"update":{"decrement":-1}}
  command n1 {"update":{"increment":-1}}
  command n1 {"update":{"increment":5},"to":["n2"]}
  ${
    ["-3", "0.5", "2.5", '"NaN"', '"Infinity"', '"-Infinity"', "9007199254740992", "-0.5"]
      .flatMap((amount) => [`{"increment":${amount}}`, `{"decrement":${amount}}`])
      .map((update) => `command n1 {"update":${update}}`).join("\n  ")
  }
  deliver n1>n2
  command n2 {"update":{"decrement":-2}}
  crash n2
  restart n2
  command n2 {"update":{"decrement":-5}}
  `,
);

// ---- Chance -----------------------------------------------------------------------------------

const steps = (names: readonly string[], count: number): Scenario["commands"] => (random) =>
  drawOrders(random, {
    nodes: names,
    count,
    forMs: 80,
    draw: (random) => {
      const amount = random.chance(0.1) ? random.between(0, 1) * 1_000_000 : random.between(1, 9);
      return random.chance(0.5) ? { increment: amount } : { decrement: amount };
    },
  });

const few: Scenario = { ...three, faults: GOSSIP_FAULTS.lossy, commands: steps(nodes, 8) };

const manyNodes = ["n1", "n2", "n3", "n4", "n5", "n10", "n11"];
const many: Scenario = {
  nodes: manyNodes,
  spawn,
  faults: GOSSIP_FAULTS.lossy,
  commands: steps(manyNodes, 16),
  stepsMax: 80,
};

const crashing: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.crashes,
  commands: steps(nodes, 12),
  stepsMax: 80,
};

const priorities: Scenario = { ...three, commands: steps(nodes, 6) };

// ---- Everything -------------------------------------------------------------------------------

const everyOrder = planSearch("every order of delivery", three, {
  bounds: { timeouts: 0 },
  boundsInWords: "three updates and gossip, six states sent, in every order",
  commands: [
    plannedOrder(1, "n1", { update: { increment: 1 }, to: ["n2", "n3"] }),
    plannedOrder(2, "n2", { update: { decrement: 10 }, to: ["n3"] }),
    plannedOrder(3, "n1", { update: { decrement: 100 }, to: ["n2"] }),
    plannedOrder(4, "n2", { to: ["n1", "n3"] }),
  ],
  statesMax: 20_000,
});

const everyCrash = planSearch("a crash at every moment", three, {
  bounds: { timeouts: 0, crashes: 1, duplicates: 1, isTorn: true },
  boundsInWords: "three updates in a ring, one state doubled, one crash at any moment",
  commands: [
    plannedOrder(1, "n1", { update: { increment: 1 }, to: ["n2"] }),
    plannedOrder(2, "n2", { update: { decrement: 10 }, to: ["n3"] }),
    plannedOrder(3, "n3", { update: { decrement: 100 }, to: ["n1"] }),
  ],
  statesMax: 20_000,
});

const STORIES: readonly Plan[] = [takenBack, dips, crashed, largeCounts, ...strangers];
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

/** What a replica shows once it has restarted. */
const afterRestart: Spec<Step> = (shown, known) =>
  shown.restarts === 0 ? undefined : exactDifference(shown, known);

export const suite: Suite = {
  slug: "pncounter",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    {
      name: "counts-alone",
      promise: "A replica that is alone counts up and down, from 0.",
      monitor: specMonitor(exactDifference),
      plans: [alone, largest],
    },
    {
      name: "refuses",
      promise: "An amount that is no whole number from 0 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(pncounter),
      plans: [refused],
    },
    {
      name: "counts-all",
      promise:
        "The value is all increments that a replica knows of less all decrements, each counted once.",
      weight: 3,
      monitor: specMonitor(exactDifference),
      plans: [...ALL, largest],
    },
    {
      name: "below-zero",
      promise: "The value may go below zero, and comes back from there.",
      monitor: specMonitor(exactDifference),
      plans: [dips],
    },
    {
      name: "converges",
      promise: "Replicas that know the same updates show the same value.",
      weight: 3,
      monitor: sameUpdates(pncounter),
      plans: ALL,
    },
    {
      name: "survives-restart",
      promise: "A replica that restarts with what was saved has lost no update, and counts on.",
      weight: 2,
      monitor: specMonitor(afterRestart),
      plans: [crashed, CRASHES, everyCrash],
    },
    ...lawChecks(pncounter, [...STORIES, ...WALKS]),
  ],
};
