import { bareRaft, walkRaft } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

const FEW = 100;
const MANY = 3_000;
const EVENTS = 300;

export const figure: Figure = {
  unit: "times the cost of a schedule",
  // Linear is 1; the rest is for what the machine does meanwhile.
  target: { atMost: 1.25 },
  method: "Time per schedule of 300 events in a row of 3,000 over the same in a row of 100 (the " +
    "median of ten such rows), bare Raft, median of 3.",
  measure() {
    const guest = bareRaft();
    const perSchedule = (schedules: number) => {
      const startMs = performance.now();
      for (let seed = 0; seed < schedules; seed++) walkRaft(guest, seed, EVENTS);
      return (performance.now() - startMs) / schedules;
    };
    perSchedule(500);
    return median(Array.from({ length: 3 }, () => {
      const few = median(Array.from({ length: 10 }, () => perSchedule(FEW)));
      return perSchedule(MANY) / few;
    }));
  },
};
