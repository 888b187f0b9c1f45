import type { Figure } from "../figure.ts";
import { shrinkLongFailures } from "../long_failures.ts";

export const figure: Figure = {
  unit: "ms, the slowest",
  target: { atMost: 2_000 },
  method:
    "The longest failing walk under all faults of 25 seeds, of up to 1,000 actions, for each " +
    "wrong Raft that walks find; the slowest of them.",
  measure: () => Math.max(...shrinkLongFailures().map(({ milliseconds }) => milliseconds)),
};
