import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Raft: electing a leader",
  unit: "Raft",
  order: 1,
  summary: "Let a cluster agree on one leader a term, whatever the network and the power do.",
  minutes: 90,
  points: 20,
  needs: [],
} satisfies Exercise;
