import { bareRaft, walkRaft } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

const SHORT = 100;
const LONG = 100_000;

export const figure: Figure = {
  unit: "times the cost of an event",
  // n log n allows log(100,000) / log(100) = 2.5.
  target: { atMost: 2.5 },
  method:
    "Time per event in one schedule of 100,000 events over time per event in 1,000 schedules of " +
    "100, bare Raft, median of 5.",
  measure() {
    const guest = bareRaft();
    const perEvent = (schedules: number, steps: number) => {
      const startMs = performance.now();
      let events = 0;
      for (let seed = 0; seed < schedules; seed++) events += walkRaft(guest, seed, steps);
      return (performance.now() - startMs) / events;
    };
    perEvent(500, SHORT);
    return median(Array.from({ length: 5 }, () => {
      const short = perEvent(LONG / SHORT, SHORT);
      return perEvent(1, LONG) / short;
    }));
  },
};
