import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { exactDifference, EXPORTS, pncounter, spawn } from "./replica.ts";

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "one replica alone",
  three,
  `
  command n1 {"update":{"increment":5}}
  command n1 {"update":{"decrement":2}}
  command n1 {"update":{"decrement":4}}
  `,
);

const takenBack = planScript(
  "what was counted down stays down",
  three,
  `
  command n1 {"update":{"increment":5},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"decrement":3},"to":["n2"]}
  command n2 {"to":["n1"]}
  deliver n2>n1
  deliver n1>n2
  `,
);

const belowZero = planScript(
  "more leave than came",
  three,
  `
  command n1 {"update":{"decrement":1},"to":["n2"]}
  command n2 {"update":{"increment":1},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  command n2 {"update":{"decrement":2},"to":["n1"]}
  deliver n2>n1
  `,
);

const refused = planScript(
  "strange amounts",
  three,
  `
  command n1 {"update":{"increment":5}}
  command n1 {"update":{"decrement":-3}}
  command n1 {"update":{"decrement":0.5}}
  command n1 {"update":{"increment":-3}}
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
      draw: (random) =>
        random.chance(0.5)
          ? { increment: random.between(1, 5) }
          : { decrement: random.between(1, 5) },
    }),
};

const meetings = planWalks("chance meetings", chance, 10);

/** The public checks: four small stories, and chance. */
export const suite: Suite = {
  slug: "pncounter",
  exports: EXPORTS,
  checks: [
    {
      name: "counts-alone",
      promise: "A replica that is alone counts up and down, from 0.",
      monitor: specMonitor(exactDifference),
      plans: [alone],
    },
    {
      name: "counts-all",
      promise:
        "The value is all increments that a replica knows of less all decrements, each counted once.",
      monitor: specMonitor(exactDifference),
      plans: [takenBack, meetings],
    },
    {
      name: "below-zero",
      promise: "The value may go below zero, and comes back from there.",
      monitor: specMonitor(exactDifference),
      plans: [belowZero],
    },
    {
      name: "converges",
      promise: "Replicas that know the same updates show the same value.",
      monitor: sameUpdates(pncounter),
      plans: [takenBack, belowZero, meetings],
    },
    {
      name: "refuses",
      promise: "An amount that is no whole number from 0 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(pncounter),
      plans: [refused],
    },
  ],
};
