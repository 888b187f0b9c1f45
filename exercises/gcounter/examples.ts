import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { exactSum, EXPORTS, gcounter, spawn } from "./replica.ts";

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "one replica alone",
  three,
  `
  command n1 {"update":{"add":2}}
  command n1 {"update":{"add":3}}
  `,
);

const strangers = planScript(
  "two replicas that hear of each other",
  three,
  `
  command n1 {"update":{"add":5},"to":["n2"]}
  command n2 {"update":{"add":2},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

const doubled = planScript(
  "the same state arrives twice",
  three,
  `
  command n1 {"update":{"add":5},"to":["n2"]}
  duplicate n1>n2
  deliver n1>n2
  command n2 {"update":{"add":1}}
  deliver n1>n2
  `,
);

const refused = planScript(
  "strange amounts",
  three,
  `
  command n1 {"update":{"add":5}}
  command n1 {"update":{"add":-3}}
  command n1 {"update":{"add":0.5}}
  command n1 {"update":{"add":"NaN"}}
  `,
);

/** Three replicas, a network that loses and doubles, and chance. */
const chance: Scenario = {
  ...three,
  faults: PROFILES.lossy,
  commands: (random) =>
    drawOrders(random, {
      nodes,
      count: 6,
      forMs: 60,
      draw: (random) => ({ add: random.between(1, 5) }),
    }),
};

const meetings = planWalks("chance meetings", chance, 10);

/** The public checks: four small stories, and chance. */
export const suite: Suite = {
  slug: "gcounter",
  exports: EXPORTS,
  checks: [
    {
      name: "counts-alone",
      promise: "A replica that is alone counts its own increments, from 0.",
      monitor: specMonitor(exactSum),
      plans: [alone],
    },
    {
      name: "counts-all",
      promise: "The value is the sum of all increments that a replica knows of, each counted once.",
      monitor: specMonitor(exactSum),
      plans: [strangers, doubled, meetings],
    },
    {
      name: "converges",
      promise: "Replicas that know the same increments show the same value.",
      monitor: sameUpdates(gcounter),
      plans: [strangers, meetings],
    },
    {
      name: "refuses",
      promise: "An amount that is no whole number from 0 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(gcounter),
      plans: [refused],
    },
  ],
};
