// hidden: truthlab-hidden-7f3a
import { FAR_NAMES } from "@/engine/far_names.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Random } from "@/engine/random.ts";
import { drawOrders } from "@/engine/replicated/draw_orders.ts";
import { GOSSIP_FAULTS } from "@/engine/replicated/gossip_faults.ts";
import { lawChecks } from "@/engine/replicated/law_checks.ts";
import { plannedOrder } from "@/engine/replicated/planned_order.ts";
import { refusals } from "@/engine/replicated/refusals.ts";
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { type Spec, specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Plan, Scenario, Suite } from "@/engine/suite.ts";
import {
  cart,
  type Change,
  exactContents,
  EXPORTS,
  keepsAdds,
  removesWhatWasSeen,
  type Sku,
  spawn,
} from "@/exercises/orset-cart/replica.ts";

// ---- Stories ----------------------------------------------------------------------------------

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 100 };

const alone = planScript(
  "one cart alone",
  three,
  `
  command n1 {"update":{"remove":"milk"}}
  command n1 {"update":{"add":"milk","quantity":2}}
  command n1 {"update":{"add":"eggs","quantity":6}}
  command n1 {"update":{"add":"milk","quantity":1}}
  command n1 {"update":{"remove":"milk"}}
  command n1 {"update":{"remove":"milk"}}
  command n1 {"update":{"add":"milk","quantity":4}}
  command n1 {"update":{"remove":"tea"}}
  command n1 {"update":{"remove":"eggs"}}
  command n1 {"update":{"add":"eggs","quantity":3000000000}}
  command n1 {"update":{"add":"eggs","quantity":3000000000}}
  `,
);

/** add(milk, u1), add(eggs, u2), remove(milk, u1) leaves eggs alone, wherever it is merged. */
const eggs = planScript(
  "eggs are left",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2","n3"]}
  deliver n1>n2
  command n2 {"update":{"add":"eggs","quantity":1},"to":["n3"]}
  command n2 {"update":{"remove":"milk"},"to":["n1","n3"]}
  deliver n2>n1
  deliver n1>n3
  deliver n2>n3
  deliver n2>n3
  command n3 {"to":["n1"]}
  deliver n3>n1
  `,
);

/** add(x, 1), add(x, 2), remove(x, 1): x stays, by its second tag. */
const secondTag = planScript(
  "the second tag stays",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":2},"to":["n2","n3"]}
  deliver n1>n3
  command n2 {"update":{"add":"milk","quantity":3},"to":["n3"]}
  command n3 {"update":{"remove":"milk"},"to":["n1","n2"]}
  deliver n2>n3
  deliver n3>n2
  deliver n3>n1
  deliver n1>n2
  command n2 {"to":["n1"]}
  deliver n2>n1
  `,
);

/** Both hold milk; one removes it while the other adds more. */
const addWins = planScript(
  "one removes, the other adds",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"remove":"milk"},"to":["n2","n3"]}
  command n2 {"update":{"add":"milk","quantity":2},"to":["n1","n3"]}
  deliver n1>n2
  deliver n2>n1
  deliver n2>n3
  deliver n1>n3
  `,
);

const concurrentAdds = planScript(
  "the same article at three replicas",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2","n3"]}
  command n2 {"update":{"add":"milk","quantity":1},"to":["n1","n3"]}
  deliver n1>n2
  deliver n2>n1
  command n3 {"update":{"add":"milk","quantity":3},"to":["n1"]}
  deliver n1>n3
  deliver n2>n3
  deliver n3>n1
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  command n2 {"update":{"add":"milk","quantity":1},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

/** A remove of what is not there leaves no trace that could hide a later add. */
const removeOfNothing = planScript(
  "removed before it was there",
  three,
  `
  command n2 {"update":{"remove":"milk"},"to":["n1"]}
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2
  deliver n2>n1
  command n2 {"to":["n3"]}
  deliver n2>n3
  `,
);

const again = planScript(
  "put in again",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"remove":"milk"},"to":["n2"]}
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2
  deliver n1>n2
  command n2 {"update":{"remove":"milk"},"to":["n1"]}
  deliver n2>n1
  command n1 {"update":{"add":"milk","quantity":5},"to":["n2"]}
  deliver n1>n2
  `,
);

/** n1 forgets all but its disk after a remove. The tag of its next add must be a new one. */
const crashed = planScript(
  "a crash between a remove and an add",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  command n1 {"update":{"remove":"milk"},"to":["n2"]}
  deliver n1>n2 all
  crash n1
  restart n1
  command n1 {"update":{"add":"milk","quantity":2},"to":["n2"]}
  deliver n1>n2
  command n2 {"to":["n3"]}
  deliver n2>n3
  crash n2
  restart n2
  command n2 {"update":{"remove":"milk"},"to":["n1"]}
  deliver n2>n1
  crash n1
  restart n1
  command n1 {"update":{"add":"milk","quantity":3},"to":["n3"]}
  deliver n1>n3
  `,
);

/** Much is removed while a message of the first days is under way. */
const longAway = planScript(
  "an old state after many removes",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2","n3"]}
  command n1 {"update":{"remove":"milk"},"to":["n3"]}
  ${
    Array(12).fill(`
  command n1 {"update":{"add":"tea","quantity":1},"to":["n3"]}
  command n1 {"update":{"remove":"tea"},"to":["n3"]}`).join("")
  }
  command n1 {"to":["n3"]}
  deliver n1>n3 all
  deliver n1>n2
  command n2 {"to":["n3","n1"]}
  deliver n2>n3
  deliver n2>n1
  `,
);

/** More tombstones than a short memory holds, and n2 sends what it heard before the remove. */
const manyTombstones = planScript(
  "an old state after many adds were removed at once",
  three,
  `
  command n1 {"update":{"add":"tea","quantity":1,"times":130},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"remove":"tea"},"to":["n3"]}
  deliver n1>n3
  command n2 {"to":["n1","n3"]}
  deliver n2>n1
  deliver n2>n3
  `,
);

/** Twelve tags of n1 are older than its crash, and the next is none of them. */
const crashedLate = planScript(
  "a crash after twelve adds",
  three,
  `
  command n1 {"update":{"add":"tea","quantity":1,"times":12},"to":["n2"]}
  deliver n1>n2
  crash n1
  restart n1
  command n1 {"update":{"add":"tea","quantity":1},"to":["n2"]}
  command n1 {"update":{"add":"milk","quantity":1},"to":["n2"]}
  deliver n1>n2 all
  `,
);

/** The largest quantity of all is no strange one. */
const largest = planScript(
  "the largest quantity",
  three,
  `
  command n1 {"update":{"add":"rice","quantity":${Number.MAX_SAFE_INTEGER}},"to":["n2"]}
  deliver n1>n2
  `,
);

/** The eleventh add of n1 is not the first of n11, nor that of n111 any other. */
const elevenAdds = planScript(
  "eleven adds of n1, and one of n11",
  { ...three, nodes: ["n1", "n11", "n111", "n2"] },
  `
  ${Array(12).fill(`command n1 {"update":{"add":"tea","quantity":1}}`).join("\n  ")}
  command n11 {"update":{"add":"milk","quantity":1}}
  command n11 {"update":{"add":"eggs","quantity":2},"to":["n2"]}
  command n111 {"update":{"add":"rice","quantity":3},"to":["n2"]}
  command n1 {"to":["n2"]}
  deliver n11>n2
  deliver n111>n2
  deliver n1>n2
  `,
);

/** Replicas that nobody has heard of, whose numbers need more room than there may be. */
const strangers = FAR_NAMES.map(([first, ...others], index) =>
  planScript(
    `replicas with numbers of many sizes, ${index + 1}`,
    { ...three, nodes: [first, ...others] },
    [
      ...[first, ...others].map((node, place) => {
        const update = { add: "milk", quantity: 1 + place };
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

/** More than 32 bits hold. */
const wholesale = planScript(
  "a large quantity travels",
  three,
  `
  command n1 {"update":{"add":"eggs","quantity":5000000000},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"add":"eggs","quantity":1},"to":["n3"]}
  deliver n2>n3
  `,
);

const refused = planScript(
  "strange quantities",
  three,
  `
  command n1 {"update":{"add":"milk","quantity":0}}
  command n1 {"update":{"add":"milk","quantity":5},"to":["n2"]}
  ${
    ["-1", "0", "0.5", "1.5", '"NaN"', '"Infinity"', '"-Infinity"', "9007199254740992", "-2.5"]
      .map((quantity) => `command n1 {"update":{"add":"milk","quantity":${quantity}}}`).join("\n  ")
  }
  deliver n1>n2
  command n2 {"update":{"add":"milk","quantity":-5}}
  command n2 {"update":{"add":"eggs","quantity":0}}
  `,
);

// ---- Names ------------------------------------------------------------------------------------

/** Names that an object's keys, a separator or a pattern would take for something else. */
const NAMES: readonly Sku[] = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "length", "size"],
  ...["", "1", 1, "01", 0, "0", "-1", -1, "1.0", "null", "undefined", "NaN", "true"],
  ...["a:b", "a", "b", "a/b", "a b", "a,b", "a|b", "a#1", "a@n1", "n1", "n1 1", "n1:1", "n2"],
  ...[
    "a-1",
    "a_1",
    "a.1",
    "*",
    '"a"',
    "'a'",
    "[1]",
    "{}",
    "\\",
    "\u0000",
    "ä",
    "a\u0308",
    "😀",
    "A",
    " a",
    "a ",
    "\t",
  ],
  // What a number may be turned into, so that it is told from a text.
  ...["#1", "$1", "@1", "~1", "1n", "i1", "i:1", "n:1", "s:1", "num:1", "int:1", "number:1"],
  ...["number1", "number-1", "number_1", "number/1", "number|1", "number#1", "number 1"],
  ...["1:number", "1|number", "1_number", "string:1", "text:1", "number", '"1"', "(1)"],
  // Whole numbers of many digits, and long names that differ at their end alone.
  ...[3_000_000_000, "3000000000", Number.MAX_SAFE_INTEGER, "2025", 2025, "1e3"],
  ...["x".repeat(200), "x".repeat(200) + "y"],
];

/** Every name is put in at n1, every other one is removed at n2, and n1 hears of it. */
const everyName = planScript(
  "strange names",
  { ...three, stepsMax: 200 },
  [
    ...NAMES.map((add, index) => orderLine("n1", { add, quantity: 1 + index % 3 })),
    `command n1 {"to":["n2"]}`,
    "deliver n1>n2",
    ...NAMES.filter((_, index) => index % 2 === 0).map((remove) => orderLine("n2", { remove })),
    `command n2 {"to":["n1"]}`,
    "deliver n2>n1",
  ].join("\n"),
);

function orderLine(node: string, update: Change): string {
  return `command ${node} ${JSON.stringify({ update })}`;
}

const namesApart: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.lossy,
  commands: changes(nodes, 10, ["1", 1, "__proto__", "a:b", "a", "constructor"]),
};

// ---- Chance -----------------------------------------------------------------------------------

function changes(
  names: readonly string[],
  count: number,
  skus: readonly Sku[],
): Scenario["commands"] {
  const draw = (random: Random): Change => {
    const sku = random.pick(skus);
    return random.chance(0.4) ? { remove: sku } : { add: sku, quantity: random.between(1, 4) };
  };
  return (random) => drawOrders(random, { nodes: names, count, forMs: 80, draw });
}

const few: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.lossy,
  commands: changes(nodes, 9, ["milk", "eggs"]),
};

const oneArticle: Scenario = { ...few, commands: changes(nodes, 14, ["milk"]) };

const manyNodes = ["n1", "n2", "n3", "n4", "n5", "n10", "n11"];
const many: Scenario = {
  nodes: manyNodes,
  spawn,
  faults: GOSSIP_FAULTS.lossy,
  commands: changes(manyNodes, 20, ["milk", "eggs", "tea"]),
  stepsMax: 100,
};

const crashing: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.crashes,
  commands: changes(nodes, 14, ["milk", "eggs"]),
};

const priorities: Scenario = { ...three, commands: changes(nodes, 7, ["milk"]) };

// ---- Everything -------------------------------------------------------------------------------

const everyOrder = planSearch("every order of delivery", three, {
  bounds: { timeouts: 0 },
  boundsInWords:
    "two adds and a remove of one article, and gossip, six states sent, in every order",
  commands: [
    plannedOrder(1, "n1", { update: { add: "milk", quantity: 1 }, to: ["n2", "n3"] }),
    plannedOrder(2, "n2", { update: { add: "milk", quantity: 2 }, to: ["n3"] }),
    plannedOrder(3, "n1", { update: { remove: "milk" }, to: ["n2"] }),
    plannedOrder(4, "n2", { to: ["n1", "n3"] }),
  ],
  statesMax: 20_000,
});

const everyCrash = planSearch("a crash at every moment", three, {
  bounds: { timeouts: 0, crashes: 1, duplicates: 1, isTorn: true },
  boundsInWords: "an add, a remove and an add again, one state doubled, one crash at any " +
    "moment",
  commands: [
    plannedOrder(1, "n1", { update: { add: "milk", quantity: 1 }, to: ["n2"] }),
    plannedOrder(2, "n1", { update: { remove: "milk" }, to: ["n2"] }),
    plannedOrder(3, "n1", { update: { add: "milk", quantity: 2 }, to: ["n2"] }),
  ],
  statesMax: 20_000,
});

const STORIES: readonly Plan[] = [eggs, secondTag, addWins, concurrentAdds, removeOfNothing, again];
const CRASHES = planWalks("replicas that crash", crashing, 80);
const WALKS: readonly Plan[] = [
  planWalks("few replicas", few, 70),
  planWalks("one article", oneArticle, 40),
  planWalks("many replicas", many, 20),
  CRASHES,
];
const ALL: readonly Plan[] = [
  ...STORIES,
  longAway,
  manyTombstones,
  crashed,
  crashedLate,
  wholesale,
  elevenAdds,
  ...strangers,
  ...WALKS,
  planPct("by priority", priorities, { runs: 60, depth: 3 }),
  everyOrder,
];

// ---- Checks -----------------------------------------------------------------------------------

/** What a replica shows once it, or somebody whose adds it knows, has restarted. */
const afterRestart: Spec<Change> = (shown, known) =>
  shown.restarts === 0 ? undefined : exactContents(shown, known);

export const suite: Suite = {
  slug: "orset-cart",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    {
      name: "holds-alone",
      promise: "A cart that is alone holds what was put in and not taken out, and takes it again.",
      monitor: specMonitor(exactContents),
      plans: [alone, largest],
    },
    {
      name: "refuses",
      promise: "A quantity that is no whole number from 1 is refused with a RangeError, and " +
        "changes nothing.",
      monitor: refusals(cart),
      plans: [refused],
    },
    {
      name: "quantities-add-up",
      promise: "What is added at different replicas adds up.",
      monitor: specMonitor(exactContents),
      plans: [concurrentAdds, wholesale, largest],
    },
    {
      name: "keeps-adds",
      promise: "No remove takes away an add that it had not seen.",
      weight: 3,
      monitor: specMonitor(keepsAdds),
      plans: ALL,
    },
    {
      name: "removes-what-was-seen",
      promise: "What a remove had seen is gone for good.",
      weight: 3,
      monitor: specMonitor(removesWhatWasSeen),
      plans: ALL,
    },
    {
      name: "takes-it-again",
      promise: "What was removed can be put in again.",
      monitor: specMonitor(keepsAdds),
      plans: [again],
    },
    {
      name: "converges",
      promise: "Replicas that know the same updates show the same contents.",
      weight: 3,
      monitor: sameUpdates(cart),
      plans: ALL,
    },
    {
      name: "survives-restart",
      promise:
        "A replica that restarts with what was saved has lost nothing, and its next tag is " +
        "a new one.",
      weight: 2,
      monitor: specMonitor(afterRestart),
      plans: [crashed, crashedLate, CRASHES, everyCrash],
    },
    {
      name: "names-apart",
      promise: "Articles are told apart by their names, whatever they are called.",
      monitor: specMonitor(exactContents),
      plans: [everyName, planWalks("names that are alike", namesApart, 25)],
    },
    ...lawChecks(cart, [...STORIES, ...WALKS]),
  ],
};
