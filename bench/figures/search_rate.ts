import type { Figure } from "../figure.ts";
import { searchElections } from "../raft_search.ts";

export const figure: Figure = {
  unit: "distinct states/s",
  target: { atLeast: 50_000 },
  method: "Breadth-first search of a three-node Raft's elections (two terms, one crash, three " +
    "timeouts), behind the inner walls, up to 400,000 distinct states.",
  measure() {
    const { distinct, seconds } = searchElections(400_000);
    return distinct / seconds;
  },
};
