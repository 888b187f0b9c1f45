import { equal } from "node:assert/strict";
import { bareGuest } from "@/engine/bare_guest.ts";
import type { Context, Moment, Monitor, Node, Observation } from "@/engine/types.ts";
import { isInevitable } from "./is_inevitable.ts";

/** Objects to the second note of a run. */
class OneNote implements Monitor {
  notes = 0;

  observe({ step }: Moment, { kind }: Observation) {
    if (kind === "note" && ++this.notes === 2) return { message: "a second note", steps: [step] };
  }
}

interface Behaviour {
  readonly onMessage: (context: Context, message: unknown) => void;
}

/** n2 and n3 each send a message to n1 at first. */
class Sender implements Node {
  seen: unknown[] = [];
  constructor(readonly context: Context, readonly behaviour: Behaviour) {}

  onStart(): void {
    const { id } = this.context;
    if (id !== "n1") this.context.send("n1", id);
  }

  onMessage(_from: string, message: never): void {
    this.seen.push(message);
    this.behaviour.onMessage(this.context, message);
  }
}

function judge(
  onMessage: Behaviour["onMessage"],
  monitor: Monitor = new OneNote(),
  timeouts = 3,
): boolean {
  return isInevitable(() => ({
    trial: {
      guest: bareGuest(() => ({})),
      seed: 1,
      slug: "test",
      stats: { schedules: 0, events: 0, states: 0 },
    },
    scenario: {
      nodes: ["n1", "n2", "n3"],
      spawn: (context) => new Sender(context, { onMessage }),
      stepsMax: 10,
    },
    schedule: [],
    monitors: [monitor],
    bounds: { timeouts },
  }));
}

Deno.test("isInevitable() is true when every order ends in an objection", () => {
  equal(judge((context) => context.note("seen")), true);
});

/** Objects when n1 hears from n2 first. */
class WrongOrder implements Monitor {
  observe({ step }: Moment, observation: Observation) {
    if (observation.kind !== "deliver") return;
    this.first ??= observation.from;
    const isBad = this.first === "n2" && observation.from === "n3";
    return isBad ? { message: "n2 came first", steps: [step] } : undefined;
  }
  first: string | undefined = undefined;
}

Deno.test("isInevitable() is false when one order ends well", () => {
  equal(judge(() => {}, new WrongOrder()), false);
});

Deno.test("isInevitable() is false when messages can go round for ever", () => {
  const pingPong = (context: Context, message: unknown) =>
    context.send(context.id === "n1" ? "n2" : "n1", message);

  equal(judge(pingPong), false);
});

Deno.test("isInevitable() is false when the states are too many, or a monitor cannot be copied", () => {
  class Private implements Monitor {
    readonly #inner = new OneNote();
    observe = (moment: Moment, seen: Observation) => this.#inner.observe(moment, seen);
  }
  class PrivateMethods implements Monitor {
    observe(moment: Moment, seen: Observation) {
      return this.#judge(moment, seen);
    }
    #judge(_moment: Moment, _seen: Observation) {
      return undefined;
    }
  }
  const growing = (context: Context, message: unknown) => {
    for (const peer of context.peers) context.send(peer, [message]);
  };

  equal(judge(growing), false);
  equal(judge((context) => context.note("seen"), new PrivateMethods()), false);
  // Its method is bound to the one object: no copy of it is a monitor of its own.
  equal(judge(() => {}, new Private()), false);
});
