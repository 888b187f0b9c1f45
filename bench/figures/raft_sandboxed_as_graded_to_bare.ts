import type { Figure } from "../figure.ts";
import { sandboxRatio } from "../raft_worlds.ts";

export const figure: Figure = {
  unit: "times the bare events a second",
  target: { atLeast: 0.5 },
  method:
    "The same, with one frozen evaluation for all nodes, as programs are graded whose text proves " +
    "that they keep no state at their top.",
  measure: () => sandboxRatio(),
};
