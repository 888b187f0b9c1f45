import type { Suite, Trial } from "@/engine/suite.ts";
import type { Context, Moment, Monitor, Node, Observation, Violation } from "@/engine/types.ts";
import { planWalks } from "@/engine/plan_walks.ts";

/**
 * A small service for hostile programs to attack: each command carries a number, and its answer is
 * twice that number. A program that gets hold of something that it must not have owns up by a note
 * labelled "escaped".
 */
const walks = planWalks("commands", {
  nodes: ["n1", "n2", "n3"],
  spawn: (context, program) => new (program.Node as new (context: Context) => Node)(context),
  commands: (random) =>
    Array.from({ length: 4 }, (_, index) => ({
      atMs: random.between(1, 100),
      command: { id: `c${index + 1}`, client: "client", body: index as never },
    })),
  stepsMax: 60,
  settleMs: 1_000,
}, 3);

class WallsHold implements Monitor {
  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "note" || observation.label !== "escaped") return;
    return {
      message: `${moment.node} escaped: ${JSON.stringify(observation.data)}.`,
      steps: [moment.step],
    };
  }
}

class Answers implements Monitor {
  readonly #open = new Map<string, number>();
  #step = 0;

  constructor(_: Trial) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    this.#step = moment.step;
    if (observation.kind === "command") {
      this.#open.set(observation.command.id, Number(observation.command.body));
    }
    if (observation.kind !== "reply") return;
    const expected = 2 * (this.#open.get(observation.id) ?? NaN);
    this.#open.delete(observation.id);
    if (observation.result === expected) return;
    return { message: `${moment.node} answers ${observation.id} wrongly.`, steps: [moment.step] };
  }

  finish(): Violation | undefined {
    const [id] = this.#open.keys();
    return id === undefined ? undefined : { message: `${id} has no answer.`, steps: [this.#step] };
  }
}

export const suite: Suite = {
  slug: "node",
  exports: { Node: "class" },
  checks: [
    {
      name: "walls-hold",
      promise: "Nothing gets through the walls.",
      monitor: () => new WallsHold(),
      plans: [walks],
    },
    {
      name: "answers",
      promise: "Every command is answered with twice its number.",
      monitor: (trial) => new Answers(trial),
      plans: [walks],
    },
  ],
};
