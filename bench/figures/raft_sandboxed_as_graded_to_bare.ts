import { bareRaft, eventsPerSecond, sandboxedRaft } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

const ROUNDS = 7;
const SCHEDULES = 60;

export const figure: Figure = {
  unit: "times the bare events a second",
  target: { atLeast: 0.5 },
  method:
    "The same, with one frozen evaluation for all nodes, as programs are graded whose text proves " +
    "that they keep no state at their top.",
  measure() {
    const bare = bareRaft();
    const sandboxed = sandboxedRaft();
    const ratios = Array.from({ length: ROUNDS + 1 }, () => {
      const base = eventsPerSecond(bare, SCHEDULES);
      return eventsPerSecond(sandboxed, SCHEDULES) / base;
    });
    return median(ratios.slice(1));
  },
};
