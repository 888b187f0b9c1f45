import { bareRaft, eventsPerSecond, sandboxedRaft } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

const ROUNDS = 7;
const SCHEDULES = 60;

export const figure: Figure = {
  unit: "times the bare events a second",
  target: { atLeast: 0.5 },
  method:
    "Five-node Raft, schedules of 1,000 events: compartment, fuel, metered built-ins and a fresh " +
    "evaluation of the program for each node, over the same bare; both copy messages. Alternated " +
    "in one process, median of 7 ratios.",
  measure() {
    const bare = bareRaft();
    const sandboxed = sandboxedRaft({ isAlwaysFresh: true });
    const ratios = Array.from({ length: ROUNDS + 1 }, () => {
      const base = eventsPerSecond(bare, SCHEDULES);
      return eventsPerSecond(sandboxed, SCHEDULES) / base;
    });
    // The first round warms both up.
    return median(ratios.slice(1));
  },
};
