import { PROFILES } from "@/engine/faults.ts";
import { causalDelivery } from "@/engine/monitors/causal_delivery.ts";
import { exactlyOnce } from "@/engine/monitors/exactly_once.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import {
  everybodyDelivers,
  inOrderOfWriting,
  readDelivery,
  readPost,
  SETTLE_MS,
  spawn,
} from "./posts.ts";

export const EXPORTS = { CausalBroadcast: "class" } as const;

const three: Scenario = { nodes: ["n1", "n2", "n3"], spawn, stepsMax: 100 };

/** Three nodes on which people write as chance will have it. */
const chance: Scenario = {
  ...three,
  faults: { ...PROFILES.lossy, slow: 0.3, loss: 0, duplication: 0.1 },
  settleMs: SETTLE_MS,
  commands: (random) =>
    Array.from({ length: 6 }, (_, index) => {
      const body = { id: `m${index + 1}`, text: random.pick(["yes", "no", "where?"]) };
      const command = { id: `c${index + 1}`, client: "user", body: body as never };
      return { atMs: random.between(0, 150), node: random.pick(three.nodes), command };
    }),
};

const anyTime = planWalks("any time", chance, 10);

const simple = planScript(
  "one post",
  three,
  `
  command n1 {"id":"m1","text":"hello"}
  settle ${SETTLE_MS}ms
  `,
);

const answerFirst = planScript(
  "the answer arrives before its question",
  three,
  `
  command n1 {"id":"m1","text":"where?"}
  deliver n1>n2?
  command n2 {"id":"m2","text":"at the bridge"}
  deliver n2>n3?
  deliver n1>n3?
  settle ${SETTLE_MS}ms
  `,
);

/** The network makes a copy of the first message and loses the first one: so it comes second. */
const overtaken = planScript(
  "the second post overtakes the first",
  three,
  `
  command n1 {"id":"m1","text":"left"}
  command n1 {"id":"m2","text":"no, right"}
  duplicate n1>n2?
  drop n1>n2?
  deliver n1>n2 all?
  settle ${SETTLE_MS}ms
  `,
);

const doubled = planScript(
  "the same message twice",
  three,
  `
  command n1 {"id":"m1","text":"one coffee"}
  duplicate n1>n2?
  deliver n1>n2 all?
  settle ${SETTLE_MS}ms
  `,
);

/** The public checks: four small stories, told event by event, and chance. */
export const suite: Suite = {
  slug: "causal-broadcast",
  exports: EXPORTS,
  checks: [
    {
      name: "everybody-delivers",
      promise: "Every node delivers every post.",
      monitor: everybodyDelivers,
      plans: [simple, answerFirst, overtaken, anyTime],
    },
    {
      name: "once",
      promise: "No node delivers a post twice.",
      monitor: () => exactlyOnce({ read: readDelivery }),
      plans: [doubled, anyTime],
    },
    {
      name: "order-of-writing",
      promise: "Posts of one author are delivered in the order in which they were written.",
      monitor: inOrderOfWriting,
      plans: [overtaken, anyTime],
    },
    {
      name: "causes-first",
      promise: "No post is delivered before one that its author had delivered.",
      monitor: () => causalDelivery({ read: readPost }),
      plans: [answerFirst, anyTime],
    },
  ],
};
