import type { Figure } from "../figure.ts";
import { searchElections } from "../raft_search.ts";

export const figure: Figure = {
  unit: "bytes/distinct state",
  target: { atMost: 200 },
  method: "The same search: bytes of the table of states and of the longest frontier, over the " +
    "distinct states.",
  measure: () => searchElections(400_000).bytesPerState,
};
