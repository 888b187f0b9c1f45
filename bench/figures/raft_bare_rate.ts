import { bareRaft, eventsPerSecond } from "../raft_worlds.ts";
import { type Figure, median } from "../figure.ts";

export const figure: Figure = {
  unit: "events/s",
  method: "Five-node Raft with log and saves, bare, schedules of 1,000 events, median of 5 rounds.",
  measure() {
    const bare = bareRaft();
    return median(Array.from({ length: 6 }, () => eventsPerSecond(bare, 60)).slice(1));
  },
};
