import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { cart, exactContents, EXPORTS, keepsAdds, removesWhatWasSeen, spawn } from "./replica.ts";

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "one cart alone",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":2}}
  command n1 {"update":{"add":"milk","quantity":1}}
  command n1 {"update":{"add":"eggs","quantity":6}}
  command n1 {"update":{"remove":"milk"}}
  command n1 {"update":{"add":"milk","quantity":1}}
  `,
);

/** Both have seen milk. One removes it while the other adds more. */
const addWins = planScript(
  "one removes, the other adds",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"remove":"milk"},"to":["n2"]}
  command n2 {"update":{"add":"milk","quantity":2},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

const oneAndOne = planScript(
  "one and one are two",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  command n2 {"update":{"add":"milk","quantity":1},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

/** Milk and eggs are put in, milk is removed where it was seen: what is left is eggs. */
const eggs = planScript(
  "eggs are left",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2","n3"]}
  deliver n1>n2
  command n2 {"update":{"add":"eggs","quantity":6}}
  command n2 {"update":{"remove":"milk"},"to":["n1","n3"]}
  deliver n2>n1
  deliver n2>n3
  deliver n1>n3
  `,
);

const refused = planScript(
  "strange quantities",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1}}
  command n1 {"update":{"add":"milk","quantity":0}}
  command n1 {"update":{"add":"milk","quantity":-1}}
  command n1 {"update":{"add":"milk","quantity":0.5}}
  `,
);

/** Three replicas, two articles, a network that loses and doubles, and chance. */
const chance: Scenario = {
  ...three,
  faults: PROFILES.lossy,
  commands: (random) =>
    drawOrders(random, {
      nodes,
      count: 7,
      forMs: 60,
      draw: (random) => {
        const sku = random.pick(["milk", "eggs"]);
        return random.chance(0.4) ? { remove: sku } : { add: sku, quantity: random.between(1, 3) };
      },
    }),
};

const meetings = planWalks("chance meetings", chance, 15);

/** The public checks: five small stories, and chance. */
export const suite: Suite = {
  slug: "orset-cart",
  exports: EXPORTS,
  checks: [
    {
      name: "holds-alone",
      promise: "A cart that is alone holds what was put in and not taken out, and takes it again.",
      monitor: specMonitor(exactContents),
      plans: [alone],
    },
    {
      name: "keeps-adds",
      promise: "No remove takes away an add that it had not seen.",
      monitor: specMonitor(keepsAdds),
      plans: [addWins, meetings],
    },
    {
      name: "quantities-add-up",
      promise: "What is added at different replicas adds up.",
      monitor: specMonitor(exactContents),
      plans: [oneAndOne],
    },
    {
      name: "removes-what-was-seen",
      promise: "What a remove had seen is gone for good.",
      monitor: specMonitor(removesWhatWasSeen),
      plans: [eggs, meetings],
    },
    {
      name: "converges",
      promise: "Replicas that know the same updates show the same contents.",
      monitor: sameUpdates(cart),
      plans: [addWins, eggs, meetings],
    },
    {
      name: "refuses",
      promise: "A quantity that is no whole number from 1 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(cart),
      plans: [refused],
    },
  ],
};
