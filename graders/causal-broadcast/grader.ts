// hidden: truthlab-hidden-7f3a
import { CALM, type Faults } from "@/engine/faults.ts";
import { FAR_NAMES } from "@/engine/far_names.ts";
import { causalDelivery } from "@/engine/monitors/causal_delivery.ts";
import { exactlyOnce } from "@/engine/monitors/exactly_once.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Random } from "@/engine/random.ts";
import type { Check, Plan, Scenario, Suite } from "@/engine/suite.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import type { PlannedCommand } from "@/engine/walk.ts";
import type { Post } from "@/exercises/causal-broadcast/api.ts";
import { EXPORTS } from "@/exercises/causal-broadcast/examples.ts";
import {
  everybodyDelivers,
  inOrderOfWriting,
  readDelivery,
  readPost,
  SETTLE_MS,
  spawn,
} from "@/exercises/causal-broadcast/posts.ts";

// ---- Networks ---------------------------------------------------------------------------------

/** Late, doubled and overtaken, and nothing lost. */
const LATE: Faults = {
  ...CALM,
  delayMs: [1, 30],
  slow: 0.3,
  slowMs: [20, 200],
  duplication: 0.1,
  // No clock tells which of two posts came first.
  clockStartMs: 100_000,
  clockDrift: 0.05,
};

/** One link is slower than all detours: what was said there arrives after all that it caused. */
const SLOW_LINK: Faults = {
  ...LATE,
  slow: 0.1,
  links: { "n1>n3": { delayMs: [100, 400] }, "n2>n1": { delayMs: [50, 300] } },
};

/** The network also splits, in every way, and holds back what it cannot hand over. */
const SPLIT: Faults = {
  ...LATE,
  partitionRate: 30,
  oneWay: 0.4,
  partial: 0.4,
  partitionMs: [50, 400],
  held: 1,
  pauseRate: 10,
  pauseMs: [20, 200],
};

/** Few texts: people say the same thing twice. */
const TEXTS = ["yes", "no", "where?", "at the bridge"];

function scenario(nodes: readonly NodeId[], posts: number, faults: Faults): Scenario {
  return {
    nodes,
    spawn,
    faults,
    commands: (random) => write(random, nodes, posts),
    stepsMax: 400,
    settleMs: SETTLE_MS,
  };
}

/** Half of the posts come in bursts of one author; the others from anybody, at any time. */
function write(random: Random, nodes: readonly NodeId[], posts: number): PlannedCommand[] {
  const planned: PlannedCommand[] = [];
  // Shuffled, since an id says nothing of when a post was written.
  const numbers = random.shuffle(Array.from({ length: posts }, (_, index) => index + 1));
  let node = nodes[0];
  let atMs = 0;
  for (const number of numbers) {
    if (random.chance(0.6)) node = random.pick(nodes);
    atMs += random.between(0, 30);
    const body: Post = { id: `m${number}`, text: random.pick(TEXTS) };
    const command = { id: `c${number}`, client: "user", body: body as never };
    planned.push({ atMs, node, command });
  }
  return planned;
}

// ---- Stories ----------------------------------------------------------------------------------

const THREE = ["n1", "n2", "n3"];
const FOUR = ["n1", "n2", "n3", "n4"];

/** Every line may be impossible for a program that sends other messages: the story goes on. */
function story(name: string, nodes: readonly NodeId[], lines: string): Plan {
  const told = lines.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [verb, ...rest] = line.trim().split(/\s+/);
    if (verb !== "post") return `${line}?`;
    const [node, id, ...text] = rest;
    // Where words and spaces are not enough, the post stands there as it is.
    if (id.startsWith("{")) return `command ${line.trim().slice("post ".length)}`;
    return `command ${node} ${JSON.stringify({ id, text: text.join(" ") })}`;
  });
  const quiet = { ...scenario(nodes, 0, CALM), commands: undefined };
  return planScript(name, quiet, [...told, `settle ${SETTLE_MS}ms`].join("\n"));
}

/** Lets the newest message on a link with several arrive before the others: copied, then dropped. */
function lastFirst(link: string, count: number): string {
  return `duplicate ${link}\ndrop ${link}\n`.repeat(count - 1);
}

const STORIES: readonly Plan[] = [
  story("one post", THREE, `post n2 m1 hello`),
  // The network may do this to every message, since a sender cannot know whether it arrived.
  story(
    "the same message twice, and again later",
    THREE,
    `
    post n1 m1 yes
    duplicate n1>n2
    duplicate n1>n2
    deliver n1>n2
    deliver n1>n2
    post n2 m2 no
    deliver n1>n2
    deliver n2>n1
    deliver n1>n3
    `,
  ),
  story(
    "the second post overtakes the first",
    THREE,
    `
    post n1 m1 left
    post n1 m2 right
    ${lastFirst("n1>n2", 2)}
    deliver n1>n2 all
    deliver n1>n3 all
    `,
  ),
  story(
    "three posts in reverse",
    THREE,
    `
    post n1 m1 one
    post n1 m2 two
    post n1 m3 three
    duplicate n1>n2
    drop n1>n2
    deliver n1>n2
    duplicate n1>n2
    drop n1>n2
    deliver n1>n2
    deliver n1>n2
    `,
  ),
  // m2 depends on m1, and comes first: the delay rule of Birman, Schiper and Stephenson, section 5.
  story(
    "the answer arrives before its question",
    THREE,
    `
    post n1 m1 where?
    deliver n1>n2
    post n2 m2 at the bridge
    deliver n2>n3
    deliver n1>n3
    deliver n2>n1
    `,
  ),
  story(
    "a chain of four arrives backwards",
    FOUR,
    `
    post n1 m1 who?
    deliver n1>n2
    post n2 m2 what?
    deliver n2>n3
    deliver n1>n3
    post n3 m3 why?
    deliver n3>n4
    deliver n2>n4
    deliver n1>n4
    `,
  ),
  story(
    "an answer to two questions, and one of them is late",
    FOUR,
    `
    post n1 m1 tea?
    post n2 m2 milk?
    deliver n1>n3
    deliver n2>n3
    post n3 m3 both
    deliver n3>n4
    deliver n2>n4
    deliver n3>n2
    deliver n3>n1
    deliver n2>n1
    deliver n1>n4
    deliver n1>n2
    `,
  ),
  story(
    "everybody at once, twice",
    THREE,
    `
    post n1 m1 yes
    post n2 m2 yes
    post n3 m3 yes
    deliver n1>n2
    deliver n2>n1
    post n1 m4 no
    post n2 m5 no
    post n3 m6 no
    deliver n2>n3 all
    deliver n1>n3 all
    deliver n3>n1 all
    deliver n3>n2 all
    `,
  ),
  // Texts that a program could take for none, or tidy up.
  story(
    "texts of few letters",
    THREE,
    `
    post n1 {"id":"m1","text":""}
    post n2 {"id":"m2","text":" "}
    post n3 {"id":"m3","text":"0"}
    post n1 {"id":"m4","text":" Null: \\n m1, n1|m2 "}
    `,
  ),
  // The eleventh post of n1 is not the first of n11.
  story(
    "eleven posts of n1, and one of n11",
    ["n1", "n11", "n2"],
    `
    post n11 m12 yes
    deliver n11>n2
    ${Array.from({ length: 11 }, (_, index) => `post n1 m${index + 1} no`).join("\n")}
    deliver n1>n2 all
    `,
  ),
  // The same, while both wait for what they are an answer to.
  story(
    "eleven posts of n1 and one of n11, and both wait",
    ["n1", "n11", "n2", "n3"],
    `
    post n3 m0 where?
    deliver n3>n11
    post n11 m12 yes
    deliver n11>n2
    ${Array.from({ length: 11 }, (_, index) => `post n1 m${index + 1} no`).join("\n")}
    ${"deliver n1>n2\n".repeat(9)}
    ${lastFirst("n1>n2", 2)}
    deliver n1>n2
    deliver n3>n2
    deliver n1>n2
    `,
  ),
  // Who names only some causes of a post forgets the first that were read, or the last.
  ...["n1", "n5"].map((late) =>
    story(
      `an answer to five questions, and that of ${late} is late`,
      ["n1", "n2", "n3", "n4", "n5", "n6", "n7"],
      `
      ${["n1", "n2", "n3", "n4", "n5"].map((node) => `post ${node} m${node} who?`).join("\n")}
      ${["n1", "n2", "n3", "n4", "n5"].map((node) => `deliver ${node}>n6`).join("\n")}
      post n6 m6 all of you
      ${lastFirst("n6>n7", 6)}
      deliver n6>n7
      ${
        ["n1", "n2", "n3", "n4", "n5"].filter((node) => node !== late)
          .map((node) => `deliver ${node}>n7`).join("\n")
      }
      deliver ${late}>n7
      `,
    )
  ),
  // One post of each, all in one chain, so that each is a cause of all that follow.
  ...FAR_NAMES.map((names, index) =>
    story(
      `nodes with numbers of many sizes, ${index + 1}`,
      names,
      names.map((node, place) =>
        `post ${node} m${place} yes\ndeliver ${node}>${names[(place + 1) % names.length]}`
      ).join("\n"),
    )
  ),
  story(
    "two posts after one that was read",
    THREE,
    `
    post n1 m1 where?
    deliver n1>n2
    post n2 m2 here
    post n2 m3 or there
    ${lastFirst("n2>n3", 2)}
    deliver n2>n3 all
    deliver n1>n3
    `,
  ),
];

// ---- Chance, and all there is -----------------------------------------------------------------

const PLANS: readonly Plan[] = [
  ...STORIES,
  planWalks("a late network", scenario(THREE, 8, LATE), 60),
  planWalks("a slow link", scenario(THREE, 8, SLOW_LINK), 60),
  planWalks("many nodes", scenario([...FOUR, "n5", "n6"], 10, LATE), 20),
  planWalks("a network that splits", scenario(FOUR, 14, SPLIT), 40),
  planWalks("two nodes that write a lot", scenario(["n1", "n2"], 26, LATE), 15),
  planPct("by priority", scenario(FOUR, 5, CALM), { runs: 80, depth: 3 }),
];

function planned(node: NodeId, index: number): PlannedCommand {
  const body: Post = { id: `m${index + 1}`, text: "yes" };
  return { atMs: 0, node, command: { id: `c${index + 1}`, client: "user", body: body as never } };
}

/** In every order in which they can be written, arrive, and arrive again. */
const SEARCHES: readonly Plan[] = [
  planSearch("every order of two posts and an answer", scenario(THREE, 0, CALM), {
    bounds: { timeouts: 2, duplicates: 1 },
    boundsInWords: "posts by n1, n2 and n1 again, two timeouts, one doubled message",
    commands: ["n1", "n2", "n1"].map(planned),
    statesMax: 20_000,
  }),
  planSearch("every order of one post each", scenario(THREE, 0, CALM), {
    bounds: { timeouts: 2, duplicates: 0 },
    boundsInWords: "posts by n1, n2, n3 and n1 again, two timeouts",
    commands: ["n1", "n2", "n3", "n1"].map(planned),
    statesMax: 20_000,
  }),
];

// ---- Monitors ---------------------------------------------------------------------------------

/** Nothing is made up: what is delivered was written before, word for word. */
class OnlyPosts implements Monitor {
  readonly written = new Map<string, string>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "command") {
      const { id, text } = observation.command.body as Post;
      this.written.set(id, text);
    }
    if (observation.kind !== "apply") return;
    const id = readDelivery(observation);
    if (id === undefined) {
      return {
        message: `${node} delivered something at step ${step} that is no post with an id.`,
        steps: [step],
      };
    }
    const { text } = observation.command as { text?: unknown };
    const written = this.written.get(id);
    if (written !== undefined && written === text) return;
    const what = written === undefined ? "which nobody had written" : "with another text";
    return { message: `${node} delivered ${id} at step ${step}, ${what}.`, steps: [step] };
  }
}

/** Deliveries are counted as they come. */
class Numbered implements Monitor {
  readonly last = new Map<NodeId, { place: number; step: number }>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "apply") return;
    const last = this.last.get(node);
    const expected = (last?.place ?? 0) + 1;
    if (observation.index === expected) {
      this.last.set(node, { place: expected, step });
      return;
    }
    const steps = [...new Set([last?.step ?? step, step])];
    return {
      message: `At step ${step} ${node} delivered with place ${observation.index}, and its ` +
        `${last === undefined ? "first" : "next"} delivery has place ${expected}.`,
      steps,
    };
  }
}

// ---- Checks -----------------------------------------------------------------------------------

/** Found by chance, and proved within the bounds of the searches. */
const check = (
  name: string,
  promise: string,
  monitor: Check["monitor"],
  weight = 1,
): Check => ({ name, promise, weight, monitor, plans: [...PLANS, ...SEARCHES] });

export const suite: Suite = {
  slug: "causal-broadcast",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    check("only-posts", "Nodes deliver what was written, unchanged.", () => new OnlyPosts()),
    check("numbered", "A node's deliveries have the places 1, 2, 3, ...", () => new Numbered()),
    check(
      "once",
      "No node delivers a post twice.",
      () => exactlyOnce({ read: readDelivery }),
      2,
    ),
    check(
      "order-of-writing",
      "Posts of one author are delivered in the order in which they were written.",
      inOrderOfWriting,
      2,
    ),
    check(
      "causes-first",
      "No post is delivered before one that its author had delivered.",
      () => causalDelivery({ read: readPost }),
      4,
    ),
    {
      name: "everybody-delivers",
      promise: "Every node delivers every post.",
      weight: 3,
      monitor: everybodyDelivers,
      plans: PLANS,
    },
  ],
};
