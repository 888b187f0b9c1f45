import type { Figure } from "../figure.ts";
import { sandboxRatio } from "../raft_worlds.ts";

export const figure: Figure = {
  unit: "times the bare events a second",
  target: { atLeast: 0.5 },
  method:
    "Five-node Raft, schedules of 1,000 events: compartment, fuel, metered built-ins and a fresh " +
    "evaluation of the program for each node, over the same bare; both copy messages. Alternated " +
    "in one process, median of 7 ratios.",
  measure: () => sandboxRatio({ isAlwaysFresh: true }),
};
