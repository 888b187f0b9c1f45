import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { EXPORTS, laterWins, overwrites, register, spawn, winner } from "./replica.ts";

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const stuckClock = planScript(
  "a clock that stands still",
  three,
  `
  command n1 {"update":{"set":"Plan","now":100}}
  command n1 {"update":{"set":"Plan B","now":100}}
  command n1 {"update":{"set":null,"now":100}}
  `,
);

const fastClock = planScript(
  "n1's clock is an hour fast",
  three,
  `
  command n1 {"update":{"set":"Plan","now":3600100},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"set":"Plan B","now":100},"to":["n1"]}
  deliver n2>n1
  `,
);

const nineAndTen = planScript(
  "at 9 and at 10",
  three,
  `
  command n1 {"update":{"set":"tea","now":9},"to":["n2"]}
  command n2 {"update":{"set":"coffee","now":10},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

const tie = planScript(
  "two writes at the same time",
  three,
  `
  command n1 {"update":{"set":"tea","now":100},"to":["n2","n3"]}
  command n2 {"update":{"set":"coffee","now":100},"to":["n1","n3"]}
  deliver n1>n2
  deliver n2>n1
  deliver n1>n3
  deliver n2>n3
  `,
);

const deleted = planScript(
  "an old value arrives after it was deleted",
  three,
  `
  command n1 {"update":{"set":"tea","now":100},"to":["n2","n3"]}
  deliver n1>n2
  command n2 {"update":{"set":null,"now":120},"to":["n3"]}
  deliver n2>n3
  deliver n1>n3
  `,
);

/** Three replicas, clocks that nobody should trust, and chance. */
const chance: Scenario = {
  ...three,
  faults: PROFILES.lossy,
  commands: (random) =>
    drawOrders(random, {
      nodes,
      count: 6,
      forMs: 60,
      draw: (random, index) => ({
        set: random.chance(0.2) ? null : `v${index}`,
        now: random.between(98, 102),
      }),
    }),
};

const meetings = planWalks("chance meetings", chance, 20);

/** The public checks: five small stories, and chance. */
export const suite: Suite = {
  slug: "lww-register",
  exports: EXPORTS,
  checks: [
    {
      name: "writes-alone",
      promise: "A replica that is alone shows what was written last, even while its clock stands " +
        "still or goes back.",
      monitor: specMonitor(winner),
      plans: [stuckClock],
    },
    {
      name: "overwrites-what-was-seen",
      promise: "A write wins over all that its replica knew of, whatever the clocks show.",
      monitor: specMonitor(overwrites),
      plans: [fastClock, meetings],
    },
    {
      name: "later-wins",
      promise: "Of two writes that knew nothing of each other the later one wins.",
      monitor: specMonitor(laterWins),
      plans: [nineAndTen],
    },
    {
      name: "converges",
      promise: "Replicas that know the same writes show the same value.",
      monitor: sameUpdates(register),
      plans: [tie, meetings],
    },
    {
      name: "deletes",
      promise: "A delete is a write: what it has deleted does not come back.",
      monitor: specMonitor(winner),
      plans: [deleted],
    },
  ],
};
