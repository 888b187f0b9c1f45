import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { ClockNode, type Order } from "./clock_node.ts";
import {
  isMessage,
  isOneNode,
  judgeCondition,
  judgeDistinct,
  orderMonitor,
} from "./order_monitor.ts";

export const EXPORTS = { LamportClock: "class", compare: "function" } as const;

const three: Scenario = {
  nodes: ["n1", "n2", "n3"],
  spawn: (context, program) => new ClockNode(context, program),
  stepsMax: 100,
};

/** Three nodes that work and send as chance will have it. */
const chance: Scenario = {
  ...three,
  faults: PROFILES.lossy,
  commands: (random) =>
    Array.from({ length: 8 }, (_, index) => {
      const node = random.pick(three.nodes);
      const to = three.nodes.filter((other) => other !== node && random.chance(0.6));
      const body: Order = random.chance(0.3) ? { op: "work" } : { op: "send", to };
      const command = { id: `c${index + 1}`, client: "user", body: body as never };
      return { atMs: random.between(0, 60), node, command };
    }),
};

const anyTime = planWalks("any time", chance, 10);

const alone = planScript(
  "a node by itself",
  three,
  `
  command n1 {"op":"work"}
  command n1 {"op":"send","to":["n2"]}
  command n1 {"op":"work"}
  `,
);

const fromTheBusy = planScript(
  "a message from a node that has done much",
  three,
  `
  command n2 {"op":"work"}
  command n2 {"op":"work"}
  command n2 {"op":"send","to":["n1"]}
  deliver n2>n1
  `,
);

const fromTheIdle = planScript(
  "a message to a node that has done much",
  three,
  `
  command n1 {"op":"send","to":["n2"]}
  command n2 {"op":"work"}
  command n2 {"op":"work"}
  deliver n1>n2
  `,
);

const atOnce = planScript(
  "two nodes at once",
  three,
  `
  command n1 {"op":"work"}
  command n2 {"op":"work"}
  `,
);

/** The public checks: four small stories, told event by event, and chance. */
export const suite: Suite = {
  slug: "lamport-clock",
  exports: EXPORTS,
  checks: [
    {
      name: "one-node",
      promise: "What happens at one node is stamped in the order in which it happens.",
      monitor: orderMonitor(judgeCondition(isOneNode)),
      plans: [alone, fromTheIdle, anyTime],
    },
    {
      name: "one-message",
      promise: "A message is sent before it is received.",
      monitor: orderMonitor(judgeCondition(isMessage)),
      plans: [fromTheBusy, fromTheIdle, anyTime],
    },
    {
      name: "no-ties",
      promise: "Of any two different events, one comes first.",
      monitor: orderMonitor(judgeDistinct),
      plans: [atOnce, anyTime],
    },
  ],
};
