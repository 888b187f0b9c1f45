import type { StoredRegrade } from "@/db/regrades.ts";
import type { RegradePolicy, VerdictChange } from "@/lib/verdict_change.ts";

/** Which submissions of each learner a regrade takes. */
export const SCOPES: Readonly<Record<StoredRegrade["scope"], string>> = {
  best: "Each learner's best",
  latest: "Each learner's latest",
  all: "All of them",
};

/** What a trial's verdict is to the one that holds. */
export const CHANGES: Readonly<Record<VerdictChange, string>> = {
  "loses pass": "Would lose a pass",
  "lower": "Fewer points",
  "gains pass": "Would pass now",
  "higher": "More points",
  "other verdict": "Other verdict, same points",
  "not judged": "The grader broke",
  "same": "The same",
};

export const POLICIES: Readonly<Record<RegradePolicy, { name: string; says: string }>> = {
  "never lower": {
    name: "Never lower",
    says: "Only what gets better or stays the same takes effect.",
  },
  "keep passes": {
    name: "Lower points, keep passes",
    says: "Points may fall, and whoever has passed has passed.",
  },
  "take passes": {
    name: "Everything, passes too",
    says: "Whoever passed only by the old grader has not passed any longer.",
  },
};

/** Where a regrade stands, in words. */
export function regradeStanding({ state, all, tried, applied, decided }: StoredRegrade): string {
  switch (state) {
    case "running":
      return tried < all ? `Trying: ${tried} of ${all}` : "Tried, waits for a decision";
    case "cancelled":
      return `Cancelled after ${tried} of ${all}`;
    case "applying":
      return `Taking effect: ${decided} of ${all}`;
    case "applied":
      return `Took effect for ${applied} of ${all}`;
  }
}
