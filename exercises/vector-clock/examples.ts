import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import { historyMonitor, pairMonitor, tell, violation } from "./history.ts";
import { type Order, Replica } from "./replica.ts";

export const EXPORTS = {
  create: "function",
  increment: "function",
  merge: "function",
  compare: "function",
} as const;

const three: Scenario = {
  nodes: ["n1", "n2", "n3"],
  spawn: (context, program) => new Replica(context, program),
  stepsMax: 100,
};

/** Three replicas that write, read and pass on as chance will have it. */
const chance: Scenario = {
  ...three,
  faults: PROFILES.lossy,
  commands: (random) =>
    Array.from({ length: 6 }, (_, index) => {
      const node = random.pick(three.nodes);
      const op = random.pick(["post", "comment", "like", "forward"] as const);
      const to = three.nodes.filter((other) => other !== node && random.chance(0.6));
      const body = { op, to } satisfies Order;
      const command = { id: `c${index + 1}`, client: "reader", body: body as never };
      return { atMs: random.between(0, 60), node, command };
    }),
};

const meetings = planWalks("chance meetings", chance, 10);

const postAndComment = planScript(
  "a post and a comment",
  three,
  `
  command n1 {"op":"post","to":["n2"]}
  deliver n1>n2
  command n2 {"op":"comment","to":["n3"]}
  deliver n2>n3
  `,
);

const likeApart = planScript(
  "a like from somebody who saw nothing",
  three,
  `
  command n1 {"op":"post","to":["n2"]}
  deliver n1>n2
  command n2 {"op":"comment","to":[]}
  command n3 {"op":"like","to":[]}
  `,
);

const doubled = planScript(
  "the same post arrives twice",
  three,
  `
  command n1 {"op":"post","to":["n2"]}
  duplicate n1>n2
  deliver n1>n2
  command n2 {"op":"comment","to":["n1"]}
  deliver n1>n2
  deliver n2>n1
  `,
);

/** The public checks: three small stories, told event by event, and chance. */
export const suite: Suite = {
  slug: "vector-clock",
  exports: EXPORTS,
  checks: [
    {
      name: "knows-before",
      promise: "An event that could have influenced another comes before it.",
      monitor: pairMonitor(["before", "after"]),
      plans: [postAndComment, doubled, meetings],
    },
    {
      name: "knows-concurrent",
      promise: "Two events of which neither could know of the other are concurrent.",
      monitor: pairMonitor(["concurrent"]),
      plans: [likeApart, meetings],
    },
    {
      name: "knows-equal",
      promise: "An event's clock is equal to itself.",
      monitor: historyMonitor((history, program) => {
        for (const event of history) {
          const answer = program.compare(event.clock, event.clock);
          if (answer !== "equal") {
            return violation(
              `The clock of ${tell(event)}, compared with itself, gives "${answer}".`,
              [event],
            );
          }
        }
      }),
      plans: [postAndComment],
    },
  ],
};
