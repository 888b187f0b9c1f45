/** What a verdict comes to, in short. */
export interface Outcome {
  readonly verdict: string;
  readonly score: number;
}

/** What a second verdict on the same program is to the first, the worst news first. */
export const VERDICT_CHANGES = [
  "loses pass",
  "lower",
  "gains pass",
  "higher",
  "other verdict",
  "not judged",
  "same",
] as const;

export type VerdictChange = typeof VERDICT_CHANGES[number];

/** What is different in a new verdict. One that is the grader's own fault says nothing. */
export function compareVerdicts(before: Outcome, after: Outcome): VerdictChange {
  if (after.verdict === "our fault") return "not judged";
  const [didPass, doesPass] = [before.verdict === "passed", after.verdict === "passed"];
  if (didPass !== doesPass) return doesPass ? "gains pass" : "loses pass";
  if (after.score !== before.score) return after.score > before.score ? "higher" : "lower";
  return after.verdict === before.verdict ? "same" : "other verdict";
}

/** How far an instructor lets a regrade go. */
export const REGRADE_POLICIES = ["never lower", "keep passes", "take passes"] as const;

export type RegradePolicy = typeof REGRADE_POLICIES[number];

/** Whether a new verdict takes the old one's place. A pass goes only where that was said. */
export function isApplied(change: VerdictChange, policy: RegradePolicy): boolean {
  if (change === "not judged") return false;
  if (change === "loses pass") return policy === "take passes";
  if (change === "lower") return policy !== "never lower";
  return true;
}
