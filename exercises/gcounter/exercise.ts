import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "A counter that only grows",
  unit: "CRDTs",
  order: 1,
  summary: "Repair a replicated counter, so that every click counts once, wherever it was made.",
  minutes: 30,
  points: 10,
  needs: [],
} satisfies Exercise;
