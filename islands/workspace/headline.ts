import type { Verdict } from "@/components/VerdictMark.tsx";
import type { CheckResult, Stats } from "@/engine/types.ts";
import { describeWaiting } from "../live/describe_waiting.ts";
import { KEPT_PREFIX } from "../run/protocol.ts";
import type { Outcome } from "./use_outcome.ts";

/** An outcome in one line, what there is to say besides, and the sign before it. */
export interface Headline {
  readonly title: string;
  readonly detail: string;
  readonly verdict?: Verdict;
}

export function headline(outcome: Outcome): Headline {
  switch (outcome.kind) {
    case "none":
      return { title: "", detail: "" };
    case "running":
      return outcome.stats === undefined
        ? { title: "Running the public checks", detail: "", verdict: "running" }
        : {
          title: "They hold; trying other schedules",
          detail: describeTried(outcome.stats),
          verdict: "running",
        };
    case "stopped":
      return {
        title: "Stopped",
        detail: "The run was ended before it was done.",
        verdict: "not run",
      };
    case "sending":
      return { title: "Sending", detail: "", verdict: "queued" };
    case "grading":
      return describeWaiting(outcome.waiting);
    case "refused":
      return outcome.url === undefined
        ? { title: "Not submitted", detail: outcome.message, verdict: "not gradable" }
        : {
          title: "Stored, and its verdict is not known here yet",
          detail: outcome.message,
          verdict: "queued",
        };
    case "ran":
      return ranHeadline(outcome);
    case "graded":
      return gradedHeadline(outcome);
  }
}

function ranHeadline({ ending, tookMs }: Extract<Outcome, { kind: "ran" }>): Headline {
  switch (ending.kind) {
    case "not gradable":
      return { title: "The program cannot be run", detail: "", verdict: "not gradable" };
    case "ran out":
      return { title: "The program ran out", detail: "", verdict: "ran out" };
    case "our fault":
      return { title: "This is our fault, not yours", detail: "", verdict: "our fault" };
    case "done": {
      const { checks, verdict, stats } = ending;
      const kept = checks.filter(({ name }) => name.startsWith(KEPT_PREFIX));
      const count = tally("public", checks.filter((check) => !kept.includes(check))) +
        tellKept(kept);
      const took = `in ${Math.max(1, Math.round(tookMs))} ms`;
      const detail = verdict === "passed"
        ? `${describeTried(stats)} Submit it: the hidden checks look further.`
        : failing(checks);
      return { title: `${count[0].toUpperCase()}${count.slice(1)}, ${took}`, detail, verdict };
    }
  }
}

function gradedHeadline({ submission }: Extract<Outcome, { kind: "graded" }>): Headline {
  const { verdict, checks = [], score = 0 } = submission.verdict ?? {};
  switch (verdict) {
    case "passed":
      return {
        title: `Passed: ${tally("hidden", checks)}`,
        detail: `${score} of 100 points`,
        verdict,
      };
    case "not gradable":
      return { title: "The program cannot be graded", detail: "It is stored.", verdict };
    case "failed":
    case "ran out":
      return {
        title: `${verdict === "failed" ? "Not yet" : "It ran out"}: ${tally("hidden", checks)}`,
        detail: `${score} of 100 points. ${failing(checks)}`.trim(),
        verdict,
      };
    default:
      return {
        title: "Grading failed, and that is our fault",
        detail: "Your program is stored. Submit it once more.",
        verdict: "our fault",
      };
  }
}

function tally(which: string, checks: readonly CheckResult[]): string {
  const held = checks.filter(({ verdict }) => verdict === "passed").length;
  if (held === checks.length) return `all ${held} ${which} checks hold`;
  return `${held} of ${checks.length} ${which} checks ${held === 1 ? "holds" : "hold"}`;
}

/** What became of the tests that the learner keeps; nothing where there are none. */
function tellKept(kept: readonly CheckResult[]): string {
  if (kept.length === 0) return "";
  const held = kept.filter(({ verdict }) => verdict === "passed").length;
  if (kept.length === 1) return `, the kept test ${held === 1 ? "holds" : "does not"}`;
  return `, ${held} of ${kept.length} kept tests ${held === 1 ? "holds" : "hold"}`;
}

function describeTried({ schedules, events }: Stats): string {
  const count = (number: number) => number.toLocaleString("en-US");
  return `${count(schedules)} schedules with ${count(events)} events tried.`;
}

/** The first thing to look at. */
function failing(checks: readonly CheckResult[]): string {
  const failed = checks.find(({ verdict }) => verdict === "failed") ??
    checks.find(({ verdict }) => verdict === "ran out");
  return failed?.message ?? "";
}
