import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "A counter that goes both ways",
  unit: "CRDTs",
  order: 2,
  summary: "Count up and down on every replica at once, below zero too, and lose neither.",
  minutes: 30,
  points: 10,
  needs: ["gcounter"],
} satisfies Exercise;
