import type { Counterexample, TraceEvent } from "@/engine/types.ts";

/** An event that says no more than it must. */
export function event(step: number, rest: Partial<TraceEvent>): TraceEvent {
  return {
    step,
    timeMs: step,
    node: "n1",
    kind: "fire",
    causes: [],
    effects: [],
    changes: [],
    ...rest,
  };
}

/** A counterexample of these events, on two nodes. */
export function counterexampleOf(
  events: readonly TraceEvent[],
  rest: Partial<Counterexample> = {},
): Counterexample {
  return {
    check: "",
    plan: "",
    seed: 1,
    schedule: [],
    program: "",
    trace: {
      version: 1,
      slug: "",
      seed: 1,
      nodes: ["n1", "n2"],
      events,
    } as Counterexample["trace"],
    culprit: events.length,
    slice: [],
    ...rest,
  };
}
