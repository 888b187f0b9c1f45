import type { Figure } from "../figure.ts";
import { measureBundle } from "../measure_bundle.ts";

export const figure: Figure = {
  unit: "kB gzipped",
  target: { atMost: 25 },
  method:
    "engine/ as the browser gets it: run_suite with the walks, stories and PCT plans, bundled and " +
    "minified by esbuild, gzipped. Only hidden suites search, on the server: engine-bundle-with-search.",
  async measure() {
    return await measureBundle(["run_suite", "plan_walks", "plan_script", "plan_pct"]);
  },
};
