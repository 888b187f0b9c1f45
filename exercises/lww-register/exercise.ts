import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Last writer wins",
  unit: "CRDTs",
  order: 3,
  summary: "Keep one value on many replicas, with a clock that respects what was read.",
  minutes: 40,
  points: 15,
  needs: ["gcounter"],
} satisfies Exercise;
