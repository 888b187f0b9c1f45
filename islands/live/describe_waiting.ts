import type { Waiting } from "./follow_submission.ts";

/** What is shown while a submission has no verdict. */
export interface WaitingWords {
  readonly title: string;
  readonly detail: string;
  readonly verdict: "queued" | "running";
}

export function describeWaiting({ standing, isLost }: Waiting): WaitingWords {
  const { state, place, checks, failed } = standing;
  const lost = isLost ? LOST : undefined;
  if (state === "queued") {
    return { title: titleOf(place), detail: lost ?? "It is stored.", verdict: "queued" };
  }
  const title = checks === undefined
    ? "Grading"
    : `Grading: ${checks.done} of ${checks.all} checks done`;
  const detail = failed === undefined
    ? "The hidden checks are running."
    : `Does not hold: ${failed.promise} Its story comes with the verdict.`;
  return { title, detail: lost ?? detail, verdict: "running" };
}

function titleOf(place: number | undefined): string {
  if (place === undefined) return "Stored, and waiting for the grader";
  return place === 1 ? "Next in line for the grader" : `Number ${place} in line for the grader`;
}

const LOST =
  "The connection was lost. Your submission is stored, and this page tries again by itself.";
