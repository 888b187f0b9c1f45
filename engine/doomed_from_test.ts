import { equal } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { planScript } from "./plan_script.ts";
import { runSuite } from "./run_suite.ts";
import type { Context, Moment, Monitor, Node, NodeId, Observation } from "./types.ts";

/** Gives its vote to whoever asks first; n1 asks n3 at its timer, and so does n2. */
class Voter implements Node {
  votedFor: NodeId | undefined;
  constructor(readonly context: Context, readonly forgets: boolean) {}

  onStart(): void {
    if (this.context.id !== "n3") this.context.setTimer("ask", 10);
  }

  onTimer(): void {
    this.context.send("n3", "vote for me");
  }

  onMessage(from: NodeId): void {
    if (this.votedFor !== undefined && !this.forgets) return;
    this.votedFor = from;
    this.context.note("vote", from);
  }
}

class OneVote implements Monitor {
  first: { to: unknown; step: number } | undefined;

  observe({ node, step }: Moment, observation: Observation) {
    if (observation.kind !== "note") return;
    if (this.first === undefined) this.first = { to: observation.data, step };
    else if (this.first.to !== observation.data) {
      const message = `${node} voted twice, at steps ${this.first.step} and ${step}.`;
      return { message, steps: [this.first.step, step] };
    }
  }
}

function counterexampleOf(story: string, forgets: boolean) {
  const scenario = {
    nodes: ["n1", "n2", "n3"],
    spawn: (context: Context) => new Voter(context, forgets),
    stepsMax: 100,
  };
  const suite = {
    slug: "test",
    exports: {},
    checks: [{
      name: "one-vote",
      promise: "A node votes once.",
      monitor: () => new OneVote(),
      plans: [planScript("two candidates", scenario, story)],
    }],
  };
  return runSuite(suite, bareGuest(() => ({})), { seed: 1 }).checks[1].counterexample;
}

Deno.test("doomedFrom() is the first step from which a calm network leads to the failure", () => {
  const counterexample = counterexampleOf(
    `
    timeout n1
    timeout n2
    deliver n1>n3
    deliver n2>n3
  `,
    true,
  );

  equal(counterexample?.culprit, 4);
  // Both timers fire by themselves, so the very first step decides nothing and dooms everything.
  equal(counterexample?.doomedFrom, 1);
});

Deno.test("doomedFrom() leaves out the steps before which all was still well", () => {
  const counterexample = counterexampleOf(
    `
    timeout n1
    deliver n1>n3
    crash n3
    restart n3
    timeout n2
    deliver n2>n3
  `,
    false,
  );

  const crash = counterexample?.trace.events.find(({ kind }) => kind === "crash")?.step;
  // It is the crash that makes the node forget, since it had saved nothing.
  equal(counterexample?.doomedFrom, crash);
});
