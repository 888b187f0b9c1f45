import { bareRaft, walkRaft } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

const SHORT = 1_000;
const LONG = 100_000;

export const figure: Figure = {
  unit: "times the cost of an event",
  // n log n allows log(100,000) / log(1,000) = 1.67; the rest is for caches.
  target: { atMost: 2 },
  method:
    "Time per event in one schedule of 100,000 events over time per event in 100 schedules of " +
    "1,000, bare Raft, median of 3.",
  measure() {
    const guest = bareRaft();
    const perEvent = (schedules: number, steps: number) => {
      const startMs = performance.now();
      let events = 0;
      for (let seed = 0; seed < schedules; seed++) events += walkRaft(guest, seed, steps);
      return (performance.now() - startMs) / events;
    };
    perEvent(50, SHORT);
    return median(Array.from({ length: 3 }, () => {
      const short = perEvent(LONG / SHORT, SHORT);
      return perEvent(1, LONG) / short;
    }));
  },
};
