import { claim, countDeath, finish, handBack, renew } from "@/db/queue.ts";
import {
  claimTrial,
  countTrialDeath,
  finishTrial,
  handBackTrial,
  renewTrial,
} from "@/db/regrade_queue.ts";

/** What workers take their work from: a table in which each piece is leased to one of them. */
export interface Queue {
  /** What is logged when a verdict is stored. */
  readonly event: "graded" | "tried";
  readonly claim: typeof claim;
  readonly renew: typeof renew;
  readonly handBack: typeof handBack;
  readonly countDeath: typeof countDeath;
  readonly finish: typeof finish;
}

/** What learners submitted. */
export const SUBMISSIONS: Queue = {
  event: "graded",
  claim,
  renew,
  handBack,
  countDeath,
  finish,
};

/** What instructors want new verdicts on, as a trial. */
export const TRIALS: Queue = {
  event: "tried",
  claim: claimTrial,
  renew: renewTrial,
  handBack: handBackTrial,
  countDeath: countTrialDeath,
  finish: finishTrial,
};
