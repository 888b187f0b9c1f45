import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Raft: crash and restart",
  unit: "Raft",
  order: 3,
  summary: "Keep every promise across crashes, with each message that was in flight still to come.",
  minutes: 60,
  points: 20,
  needs: ["raft-replication"],
} satisfies Exercise;
