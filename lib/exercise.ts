/** What `exercises/<slug>/exercise.ts` says of itself: the default export. */
export interface Exercise {
  readonly title: string;
  readonly unit: "Clocks" | "CRDTs" | "Raft";
  /** Place within the unit, from 1. */
  readonly order: number;
  /** One sentence: what the learner builds. */
  readonly summary: string;
  readonly minutes: number;
  readonly points: number;
  /** Slugs of the exercises that come before it. */
  readonly needs: readonly string[];
}
