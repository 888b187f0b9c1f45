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
import { sameUpdates } from "@/engine/replicated/same_updates.ts";
import { type Spec, specMonitor } from "@/engine/replicated/spec_monitor.ts";
import type { Random } from "@/engine/random.ts";
import type { Plan, Scenario, Suite } from "@/engine/suite.ts";
import {
  EXPORTS,
  laterWins,
  overwrites,
  register,
  spawn,
  winner,
  type Write,
} from "@/exercises/lww-register/replica.ts";

// ---- Stories ----------------------------------------------------------------------------------

const nodes = ["n1", "n2", "n3"];
const three: Scenario = { nodes, spawn, stepsMax: 60 };

const alone = planScript(
  "a clock that stands still and goes back",
  three,
  `
  command n1 {"update":{"set":"one","now":100}}
  command n1 {"update":{"set":"two","now":100}}
  command n1 {"update":{"set":null,"now":100}}
  command n1 {"update":{"set":"three","now":90}}
  command n1 {"update":{"set":"","now":90}}
  command n1 {"update":{"set":"four","now":1763900000000}}
  command n1 {"update":{"set":null,"now":1}}
  command n1 {"update":{"set":"four","now":1}}
  `,
);

/** n2 reads what n1's clock has dated ahead, and overwrites it; n3 hears of both, late. */
const fastClock = planScript(
  "a clock that is an hour fast",
  three,
  `
  command n1 {"update":{"set":"Plan","now":3600100},"to":["n2","n3"]}
  deliver n1>n2
  command n2 {"update":{"set":"Plan B","now":100},"to":["n1","n3"]}
  deliver n2>n1
  command n1 {"update":{"set":"Plan C","now":101},"to":["n2","n3"]}
  deliver n1>n2
  deliver n2>n3
  deliver n1>n3
  deliver n1>n3
  `,
);

/** The writer with the smaller name, and then the one with the larger, answers within one tick. */
const sameTick = planScript(
  "read and overwritten within one tick",
  three,
  `
  command n2 {"update":{"set":"first","now":100},"to":["n1","n3"]}
  deliver n2>n1
  command n1 {"update":{"set":"second","now":100},"to":["n2","n3"]}
  deliver n1>n2
  command n3 {"update":{"set":"third","now":100},"to":["n2"]}
  deliver n1>n3
  deliver n2>n3
  command n3 {"to":["n1","n2"]}
  deliver n3>n1
  deliver n3>n2 all
  `,
);

/** More writes within one tick than two digits count, or a byte. */
const longTick = planScript(
  "hundreds of writes within one tick",
  three,
  `
  command n1 {"update":{"set":"one","now":100,"times":99},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"set":"two","now":100,"times":2},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"set":"three","now":100,"times":154},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"set":"four","now":100,"times":2},"to":["n2"]}
  deliver n1>n2
  `,
);

/** The same among times of today, where a number has few digits left behind the point. */
const sameTickToday = planScript(
  "within one tick of November 2025",
  three,
  `
  command n2 {"update":{"set":"first","now":1763900000000},"to":["n1"]}
  deliver n2>n1
  command n1 {"update":{"set":"second","now":1763900000000},"to":["n2"]}
  deliver n1>n2
  command n1 {"update":{"set":null,"now":1763900000000},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"set":"third","now":1763899999000},"to":["n1"]}
  deliver n2>n1
  `,
);

const tie = planScript(
  "three writes at the same time",
  three,
  `
  command n1 {"update":{"set":"tea","now":100},"to":["n2","n3"]}
  command n2 {"update":{"set":"coffee","now":100},"to":["n1","n3"]}
  command n3 {"update":{"set":null,"now":100},"to":["n1","n2"]}
  deliver n1>n2
  deliver n3>n2
  deliver n3>n1
  deliver n2>n1
  deliver n2>n3
  deliver n1>n3
  `,
);

/** Both ways, so that a choice by name cannot be right by chance. */
const laterWriters = planScript(
  "nine and ten, and ten and nine",
  three,
  `
  command n1 {"update":{"set":"tea","now":9},"to":["n2"]}
  command n2 {"update":{"set":"coffee","now":10},"to":["n3"]}
  command n3 {"update":{"set":"milk","now":8},"to":["n1"]}
  deliver n1>n2
  deliver n2>n3
  deliver n3>n1
  `,
);

/** Times that differ by a digit, by a second, and by what 31 or 32 bits can hold. */
const CLOSE_TIMES = [
  ["99", "100"],
  ["1000", "1001"],
  ["1763084075000", "1763084075010"],
  ["1765231558650", "1765231558660"],
  // One digit more, up to what a clock of today shows.
  ...Array.from(
    { length: 9 },
    (_, index) => [String(10 ** (index + 4) - 1), String(10 ** (index + 4))],
  ),
];

/** n2 confirms what it reads. n3, which has read nothing, wrote between the two. */
const confirmed = planScript(
  "the same value again",
  three,
  `
  command n1 {"update":{"set":"tea","now":100},"to":["n2"]}
  deliver n1>n2
  command n2 {"update":{"set":"tea","now":300},"to":["n3"]}
  command n3 {"update":{"set":"coffee","now":200},"to":["n2"]}
  deliver n2>n3
  deliver n3>n2
  `,
);

const laterStories = CLOSE_TIMES
  .flatMap(([early, late]) =>
    [["n1", "n2"], ["n2", "n1"]].map(([one, other]) =>
      planScript(
        `${one} at ${early} ms, ${other} at ${late} ms`,
        three,
        `
        command ${one} {"update":{"set":"early","now":${early}},"to":["n3"]}
        command ${other} {"update":{"set":"late","now":${late}},"to":["n3"]}
        deliver ${one}>n3
        deliver ${other}>n3
        `,
      )
    )
  );

const deletes = planScript(
  "deleted, and an old value arrives",
  three,
  `
  command n1 {"update":{"set":"tea","now":100},"to":["n2","n3"]}
  deliver n1>n2
  command n2 {"update":{"set":null,"now":90},"to":["n3","n1"]}
  deliver n2>n3
  deliver n1>n3
  deliver n2>n1
  command n1 {"update":{"set":"coffee","now":95},"to":["n2","n3"]}
  deliver n1>n2
  deliver n1>n3
  `,
);

const lateDelete = planScript(
  "an older delete arrives after a newer value",
  three,
  `
  command n1 {"update":{"set":null,"now":100},"to":["n2"]}
  command n2 {"update":{"set":"tea","now":200},"to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  command n3 {"update":{"set":null,"now":300},"to":["n1","n2"]}
  deliver n3>n1
  deliver n3>n2
  `,
);

const crashed = planScript(
  "a crash between two writes",
  three,
  `
  command n1 {"update":{"set":"ahead","now":5000},"to":["n2"]}
  deliver n1>n2
  crash n2
  restart n2
  command n2 {"update":{"set":"after","now":100},"to":["n1"]}
  deliver n2>n1
  crash n1
  restart n1
  command n1 {"update":{"set":null,"now":50},"to":["n2"]}
  deliver n1>n2
  crash n1
  restart n1
  `,
);

// ---- Chance -----------------------------------------------------------------------------------

/** Clocks nearly agree, so that many times are equal, or they are far apart. */
function draw(random: Random, index: number): Write {
  const now = random.chance(0.6) ? random.between(97, 102) : random.between(100, 1_200);
  return { set: random.chance(0.2) ? null : `v${index}`, now };
}

const writes = (names: readonly string[], count: number): Scenario["commands"] => (random) =>
  drawOrders(random, { nodes: names, count, forMs: 80, draw });

const few: Scenario = { ...three, faults: GOSSIP_FAULTS.lossy, commands: writes(nodes, 8) };

const manyNodes = ["n1", "n2", "n3", "n4", "n10"];
const many: Scenario = {
  nodes: manyNodes,
  spawn,
  faults: GOSSIP_FAULTS.lossy,
  commands: writes(manyNodes, 14),
  stepsMax: 80,
};

const crashing: Scenario = {
  ...three,
  faults: GOSSIP_FAULTS.crashes,
  commands: writes(nodes, 12),
  stepsMax: 80,
};

const priorities: Scenario = { ...three, commands: writes(nodes, 6) };

// ---- Everything -------------------------------------------------------------------------------

const everyOrder = planSearch("every order of delivery", three, {
  bounds: { timeouts: 0 },
  boundsInWords: "three writes and gossip, six states sent, in every order",
  commands: [
    plannedOrder(1, "n1", { update: { set: "a", now: 100 }, to: ["n2", "n3"] }),
    plannedOrder(2, "n2", { update: { set: "b", now: 100 }, to: ["n3"] }),
    plannedOrder(3, "n1", { update: { set: null, now: 99 }, to: ["n2"] }),
    plannedOrder(4, "n2", { to: ["n1", "n3"] }),
  ],
  statesMax: 20_000,
});

const everyCrash = planSearch("a crash at every moment", three, {
  bounds: { timeouts: 0, crashes: 1, duplicates: 1, isTorn: true },
  boundsInWords: "three writes in a ring, one state doubled, one crash at any moment",
  commands: [
    plannedOrder(1, "n1", { update: { set: "a", now: 100 }, to: ["n2"] }),
    plannedOrder(2, "n2", { update: { set: "b", now: 90 }, to: ["n3"] }),
    plannedOrder(3, "n3", { update: { set: null, now: 80 }, to: ["n1"] }),
  ],
  statesMax: 20_000,
});

/** Of writers that differ in one digit, in length or in size, one wins at all replicas alike. */
const SIMILAR_NAMES = ["n1", "n2", "n10", "n11", "n12", "n21", "n100", "n101"];

const manyWriters = [SIMILAR_NAMES, ...FAR_NAMES].map((names, index) =>
  planScript(
    `many writers at the same time, ${index + 1}`,
    { ...three, nodes: names },
    [
      ...names.map((node, place) => {
        const next = names[(place + 1) % names.length];
        const update = { set: `by ${node}`, now: 100 };
        return `command ${node} ${JSON.stringify({ update, to: [next] })}`;
      }),
      ...names.map((node, place) => `deliver ${node}>${names[(place + 1) % names.length]}`),
      ...names.map((node, place) => {
        const before = names.at(place - 1);
        return `command ${node} {"to":["${before}"]}\ndeliver ${node}>${before}`;
      }),
    ].join("\n"),
  )
);

/** A name is for ties alone: the smallest name wins by the smallest difference in time. */
const smallestLater = FAR_NAMES.map(([first, ...others], index) =>
  planScript(
    `the first name a moment later, ${index + 1}`,
    { ...three, nodes: [first, ...others] },
    [
      `command ${first} {"update":{"set":"late","now":101}}`,
      ...others.map((node) =>
        `command ${node} {"update":{"set":"early","now":100},"to":["${first}"]}\n` +
        `deliver ${node}>${first}`
      ),
    ].join("\n"),
  )
);

/** Values that a separator, a pattern, a mark for deletes or somebody's tidiness would spoil. */
const VALUES = [
  ...["a:b", "a|b", "a,b", "a;b", "a@b", "a#b", "a/b", "a-b", "a_b", "a.b", "a=b", "a&b", "a+b"],
  ...["a b", " a", "a ", "  ", "\t", "a\nb", "a\u0000b", "\u0000", "\u001f", "~", "\\", "a\\n"],
  ...["null", "undefined", "NaN", "true", "false", "0", "1", "-1", "1e3", "01", "none", "None"],
  ...["deleted", "DELETED", "__deleted__", "__DELETED__", "<deleted>", "[deleted]", "delete"],
  ...["tombstone", "TOMBSTONE", "__tombstone__", "__TOMBSTONE__", "nil", "empty", "nothing"],
  ...["__proto__", "constructor", '"', "'", '"a"', "{}", "[]", '{"value":1}', "<b>", "%20", "$&"],
  ...["ä", "a\u0308", "😀", "A", "n1", "n2:5", "x".repeat(300)],
];

const strangeValues = planScript(
  "strange values",
  { ...three, stepsMax: 3 * VALUES.length },
  VALUES.map((set, index) =>
    `command n1 ${JSON.stringify({ update: { set, now: 101 + index }, to: ["n2"] })}\n` +
    "deliver n1>n2"
  ).join("\n"),
);

/** n1's clock was set back to 1970, as clocks are whose battery is empty. */
const emptyBattery = planScript(
  "a clock that is half a century slow",
  three,
  `
  command n1 {"update":{"set":"old","now":100},"to":["n2"]}
  command n3 {"update":{"set":"new","now":1763900000000},"to":["n1","n2"]}
  deliver n3>n1
  command n1 {"update":{"set":"newest","now":160},"to":["n3"]}
  deliver n1>n3
  deliver n1>n2
  deliver n3>n2
  `,
);

const STORIES: readonly Plan[] = [
  fastClock,
  sameTick,
  sameTickToday,
  tie,
  laterWriters,
  deletes,
  lateDelete,
  emptyBattery,
  ...manyWriters,
];
const CRASHES = planWalks("replicas that crash", crashing, 100);
const WALKS: readonly Plan[] = [
  planWalks("few replicas", few, 120),
  planWalks("many replicas", many, 25),
  CRASHES,
];
const ALL: readonly Plan[] = [
  ...STORIES,
  crashed,
  ...WALKS,
  planPct("by priority", priorities, { runs: 60, depth: 3 }),
  everyOrder,
  longTick,
];

// ---- Checks -----------------------------------------------------------------------------------

/** What a replica shows once it has restarted. */
const afterRestart: Spec<Write> = (shown, known) =>
  shown.restarts === 0 ? undefined : winner(shown, known);

export const suite: Suite = {
  slug: "lww-register",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    {
      name: "writes-alone",
      promise: "A replica that is alone shows what was written last, even while its clock stands " +
        "still or goes back.",
      monitor: specMonitor(winner),
      plans: [alone],
    },
    {
      name: "values-kept",
      promise: "A value comes out as it went in, here and elsewhere, whatever text it is.",
      monitor: specMonitor(winner),
      plans: [strangeValues],
    },
    {
      name: "overwrites-what-was-seen",
      promise: "A write wins over all that its replica knew of, whatever the clocks show.",
      weight: 3,
      monitor: specMonitor(overwrites),
      plans: ALL,
    },
    {
      name: "later-wins",
      promise: "Of two writes that knew nothing of each other the later one wins.",
      weight: 2,
      monitor: specMonitor(laterWins),
      plans: [...laterStories, ...smallestLater, confirmed, ...ALL],
    },
    {
      name: "converges",
      promise: "Replicas that know the same writes show the same value.",
      weight: 3,
      monitor: sameUpdates(register),
      plans: ALL,
    },
    {
      name: "deletes",
      promise: "A delete is a write: it wins and loses like any other.",
      monitor: specMonitor(winner),
      plans: [deletes, lateDelete],
    },
    {
      name: "survives-restart",
      promise: "A replica that restarts with what was saved has lost no write, and writes on.",
      weight: 2,
      monitor: specMonitor(afterRestart),
      plans: [crashed, CRASHES, everyCrash],
    },
    ...lawChecks(register, [...STORIES, ...WALKS]),
  ],
};
