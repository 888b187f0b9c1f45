import { deepEqual, equal } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { planScript } from "./plan_script.ts";
import { planSearch } from "./plan_search.ts";
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

function counterexampleOf(story: string, behaviour: boolean | ((context: Context) => Node)) {
  const scenario = {
    nodes: ["n1", "n2", "n3"],
    spawn: (context: Context) =>
      typeof behaviour === "function" ? behaviour(context) : new Voter(context, behaviour),
    stepsMax: 100,
  };
  const suite = {
    slug: "test",
    exports: {},
    checks: [{
      name: "one-vote",
      promise: "A node votes once.",
      monitor: () => new OneVote(),
      plans: [
        planScript("two candidates", scenario, story),
        planSearch("search", scenario, {
          bounds: { timeouts: 0 },
          boundsInWords: "no timeouts",
          statesMax: 1,
        }),
      ],
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
  equal(counterexample?.isDoomProved, true);
});

/** Asks for votes until it has asked three times; the third time it forgets that it gave its own. */
class Persistent implements Node {
  asked = 0;
  constructor(readonly context: Context) {}

  onStart(): void {
    if (this.context.id === "n1") this.context.setTimer("ask", 10);
  }

  onTimer(): void {
    this.asked++;
    this.context.setTimer("ask", 10);
    if (this.asked === 1) this.context.note("vote", "n1");
    if (this.asked === 6) this.context.note("vote", "n2");
  }
}

Deno.test("doomedFrom() does not call proved what takes more timeouts than it looks at", () => {
  const story = "timeout n1\n".repeat(6);

  const counterexample = counterexampleOf(story, (context) => new Persistent(context));

  equal(counterexample?.doomedFrom, 1);
  equal(counterexample?.isDoomProved, undefined);
});

Deno.test("doomedFrom() proves nothing before the last way out is gone", () => {
  const story = `
    timeout n1
    timeout n2
    deliver n2>n3
    deliver n1>n3
  `;

  // Bad only if n2's message comes first: from there on, n1's is all that can still come.
  const counterexample = counterexampleOf(story, (context) => new Impatient(context));

  deepEqual([counterexample?.doomedFrom, counterexample?.isDoomProved], [3, true]);
});

/** Votes for both where n2 asks first. */
class Impatient extends Voter {
  constructor(context: Context) {
    super(context, false);
  }

  override onMessage(from: NodeId): void {
    if (this.votedFor === "n1") return;
    this.votedFor ??= from;
    this.context.note("vote", from);
  }
}

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
