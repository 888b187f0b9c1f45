import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Causal broadcast",
  unit: "Clocks",
  order: 3,
  summary: "Deliver every post to everybody, and never an answer before its question.",
  minutes: 45,
  points: 15,
  needs: ["vector-clock"],
} satisfies Exercise;
