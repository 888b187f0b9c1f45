import type { Figure } from "../figure.ts";
import { measureBundle } from "../measure_bundle.ts";

export const figure: Figure = {
  unit: "kB gzipped",
  method: "The same with the search, which no page loads today: for information.",
  measure: () =>
    measureBundle(["run_suite", "plan_walks", "plan_script", "plan_pct", "plan_search"]),
};
