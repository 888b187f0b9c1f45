import { costGrowth } from "../raft_worlds.ts";
import type { Figure } from "../figure.ts";

export const figure: Figure = {
  unit: "times the cost of an event",
  // n log n allows log(100,000) / log(100) = 2.5.
  target: { atMost: 2.5 },
  method:
    "Time per event in one schedule of 100,000 events over time per event in 1,000 schedules of " +
    "100, bare Raft, median of 5.",
  measure: () => costGrowth(100, 100_000, 5),
};
