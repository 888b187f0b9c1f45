import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Vector clocks",
  unit: "Clocks",
  order: 2,
  summary: "Tell which of two events came first, or that neither could know of the other.",
  minutes: 30,
  points: 10,
  needs: ["lamport-clock"],
} satisfies Exercise;
