import type { Figure } from "../figure.ts";
import { shrinkLongFailures } from "../long_failures.ts";

export const figure: Figure = {
  unit: "actions, the most",
  target: { atMost: 30 },
  method: "The same walks, shrunk: the longest of the results.",
  measure: () => Math.max(...shrinkLongFailures().map(({ actionsAfter }) => actionsAfter)),
};
