import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Lamport clocks",
  unit: "Clocks",
  order: 1,
  summary: "Put the events of many machines into one order that no cause and effect contradicts.",
  minutes: 25,
  points: 10,
  needs: [],
} satisfies Exercise;
