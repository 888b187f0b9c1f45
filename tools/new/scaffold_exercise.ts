/** The files of a new exercise, by path: complete, and in order as `deno task check` sees it. */
export function scaffoldExercise(slug: string): Record<string, string> {
  const title = slug.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    [`exercises/${slug}/exercise.ts`]: exercise(title),
    [`exercises/${slug}/README.md`]: README,
    [`exercises/${slug}/hints.md`]: HINTS,
    [`exercises/${slug}/api.ts`]: API,
    [`exercises/${slug}/starter.ts`]: starter('// TODO: send "hello" to every peer.'),
    [`exercises/${slug}/examples.ts`]: EXAMPLES.replaceAll("SLUG", slug),
    [`graders/${slug}/grader.ts`]: GRADER.replaceAll("SLUG", slug),
    [`solutions/${slug}/solution.ts`]: `${SENTINEL}\n${starter(SEND)}`,
    ...Object.fromEntries(
      Object.entries(VARIANTS).map(([name, body]) => [
        `solutions/${slug}/variants/${name}.ts`,
        `${SENTINEL}\n${starter(body)}`,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(WRONGS).map(([name, [check, body]]) => [
        `solutions/${slug}/wrong/${name}.ts`,
        `// FAILS: ${check}\n${SENTINEL}\n${starter(body)}`,
      ]),
    ),
  };
}

const SENTINEL = "// hidden: " + ["truthlab", "hidden", "7f3a"].join("-");

const exercise = (title: string) =>
  `import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "${title}",
  unit: "Clocks",
  order: 99,
  summary: "Say hello to everybody once, when asked to.",
  minutes: 15,
  points: 5,
  needs: [],
} satisfies Exercise;
`;

const README = `Say in a few lines what goes wrong without what the learner is to build.

## Write a class

Say what the learner's file must export, and how the simulator uses it.

## Done means

When a node gets a command, it sends every peer the message "hello", once, and no other message.
`;

const HINTS = `What does a node know about the others? Look at its context.

---

\`context.peers\` has the names of all others; \`context.send\` sends to one of them.

---

\`for (const peer of this.context.peers) this.context.send(peer, "hello");\`
`;

const API =
  `/** What a node can touch: as much of the simulator's context as this exercise needs. */
export interface Context {
  readonly id: string;
  readonly peers: readonly string[];
  send(to: string, message: unknown): void;
}

/** What your file exports is a class with this method. */
export interface NodeProgram {
  /** Called when a client asks the node to greet. */
  onCommand(): void;
}
`;

const starter = (body: string) =>
  `import type { Context } from "./api.ts";

export class Node {
  constructor(private readonly context: Context) {}

  onCommand(): void {
    ${body}
  }
}
`;

const SEND = 'for (const peer of this.context.peers) this.context.send(peer, "hello");';

const VARIANTS: Readonly<Record<string, string>> = {
  backwards: SEND.replace("this.context.peers)", "[...this.context.peers].reverse())"),
  by_callback: 'this.context.peers.forEach((peer) => this.context.send(peer, "hello"));',
  by_sorted_name: SEND.replace("this.context.peers)", "[...this.context.peers].sort())"),
  by_index:
    "const { peers } = this.context;\n    for (let index = 0; index < peers.length; index++) {\n" +
    '      this.context.send(peers[index], "hello");\n    }',
};

const WRONGS: Readonly<Record<string, readonly [string, string]>> = {
  silent: ["reaches-everybody", "void this.context;"],
  first_only: ["reaches-everybody", 'this.context.send(this.context.peers[0], "hello");'],
  all_but_first: ["reaches-everybody", SEND.replace("peers)", "peers.slice(1))")],
  last_only: ["reaches-everybody", 'this.context.send(this.context.peers.at(-1)!, "hello");'],
  only_himself: ["reaches-everybody", 'this.context.send(this.context.id, "hello");'],
  twice: ["once", `${SEND}\n    ${SEND}`],
  first_twice: ["once", `${SEND}\n    this.context.send(this.context.peers[0], "hello");`],
  wrong_word: ["only-hello", SEND.replace('"hello"', '"goodbye"')],
  also_goodbye: ["only-hello", `${SEND}\n    ${SEND.replace('"hello"', '"goodbye"')}`],
};

const EXAMPLES = `import { planScript } from "@/engine/plan_script.ts";
import type { Scenario, Suite } from "@/engine/suite.ts";
import type { Moment, Monitor, Node, Observation, Violation } from "@/engine/types.ts";

export const EXPORTS = { Node: "class" } as const;

export const three: Scenario = {
  nodes: ["n1", "n2", "n3"],
  spawn: (context, program) => new (program.Node as new (context: unknown) => Node)(context),
  stepsMax: 50,
};

export const oneGreets = planScript("one node greets", three, \`command n1 {"op":"greet"}\`);

/** Collects what a node that was told to greet sends to each of the others. */
class Greetings implements Monitor {
  readonly #sent = new Map<string, unknown[]>();
  #step = 0;

  constructor(readonly judge: (link: string, messages: readonly unknown[]) => string | undefined) {}

  observe(moment: Moment, observation: Observation): undefined {
    if (observation.kind === "command") {
      this.#step = moment.step;
      for (const to of three.nodes) {
        const link = \`\${moment.node} to \${to}\`;
        if (to !== moment.node) this.#sent.set(link, []);
      }
    }
    if (observation.kind !== "send") return;
    const link = \`\${moment.node} to \${observation.to}\`;
    this.#sent.set(link, [...this.#sent.get(link) ?? [], observation.message]);
  }

  finish(): Violation | undefined {
    for (const [link, messages] of this.#sent) {
      const message = this.judge(link, messages);
      if (message === undefined) continue;
      return { message: \`\${message} at step \${this.#step}.\`, steps: [this.#step] };
    }
  }
}

export const greetings = (judge: Greetings["judge"]) => () => new Greetings(judge);

export const missing = greetings((link, messages) =>
  messages.length === 0 ? \`Nothing was sent from \${link}\` : undefined
);

export const doubled = greetings((link, messages) =>
  messages.length > 1 ? \`\${messages.length} messages were sent from \${link}\` : undefined
);

export const other = greetings((link, messages) =>
  messages.some((message) => message !== "hello")
    ? \`Something else than "hello" was sent from \${link}\`
    : undefined
);

/** The public checks. */
export const suite: Suite = {
  slug: "SLUG",
  exports: EXPORTS,
  checks: [
    {
      name: "says-something",
      promise: "Every peer gets a message.",
      monitor: missing,
      plans: [oneGreets],
    },
    {
      name: "says-it-once",
      promise: "Nobody gets two messages from the same node.",
      monitor: doubled,
      plans: [oneGreets],
    },
    {
      name: "says-hello",
      promise: "The message is hello.",
      monitor: other,
      plans: [oneGreets],
    },
  ],
};
`;

const GRADER = `${SENTINEL}
import type { Suite } from "@/engine/suite.ts";
import {
  doubled,
  oneGreets,
  EXPORTS,
  missing,
  other,
} from "@/exercises/SLUG/examples.ts";

export const suite: Suite = {
  slug: "SLUG",
  exports: EXPORTS,
  checks: [
    {
      name: "reaches-everybody",
      promise: "Every peer gets a message.",
      monitor: missing,
      plans: [oneGreets],
    },
    {
      name: "once",
      promise: "Nobody gets the message twice.",
      monitor: doubled,
      plans: [oneGreets],
    },
    {
      name: "only-hello",
      promise: "No other message than hello is sent.",
      monitor: other,
      plans: [oneGreets],
    },
  ],
};
`;
