import { costGrowth } from "../raft_worlds.ts";
import type { Figure } from "../figure.ts";

export const figure: Figure = {
  unit: "times the cost of an event",
  // n log n allows log(100,000) / log(1,000) = 1.67; the rest is for caches.
  target: { atMost: 2 },
  method:
    "Time per event in one schedule of 100,000 events over time per event in 100 schedules of " +
    "1,000, bare Raft, median of 3.",
  measure: () => costGrowth(1_000, 100_000, 3),
};
