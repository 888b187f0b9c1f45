import type { Exercise } from "@/lib/exercise.ts";

export default {
  title: "Raft: the log",
  unit: "Raft",
  order: 2,
  summary: "Copy a log to a majority, commit it, apply it, and repair followers that went astray.",
  minutes: 120,
  points: 30,
  needs: ["raft-election"],
} satisfies Exercise;
