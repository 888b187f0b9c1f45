import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "A shopping cart",
  unit: "CRDTs",
  order: 4,
  summary:
    "A cart on many replicas: adds win over concurrent removes, and what is gone stays gone.",
  minutes: 60,
  points: 20,
  needs: ["pncounter"],
} satisfies Exercise;
