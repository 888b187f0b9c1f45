import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { SETTLE_STEPS_MAX } from "../world.ts";

export interface EventuallyOptions {
  /** What must come about, as the end of a sentence: "a command is applied". */
  readonly what: string;
  /** How long it may take, in virtual time: multiples of the longest timeout are fair. */
  readonly withinMs: number;
  /** The same in words: "20 election timeouts". */
  readonly withinWords: string;
  /** True for an observation that is, or completes, what was hoped for. */
  readonly isGood: (observation: Observation, moment: Moment) => boolean;
  /**
   * From when on it is hoped for, once all is healed. Without it, from the healing. Shrinking takes
   * out all that it can, so this must be something that no right program may pass over: a command
   * that a follower drops is not.
   */
  readonly isAsked?: (observation: Observation, moment: Moment) => boolean;
}

/**
 * Progress: once the trouble is over and the network is fair, something good comes about within
 * the stated time. No protocol can promise this any earlier (Fischer, Lynch and Paterson, JACM
 * 1985), so a run that never settles is not judged.
 */
export function eventually(options: EventuallyOptions): Monitor {
  return new Eventually(options);
}

class Eventually implements Monitor {
  /** When the fair part of the run began, -1 before. */
  settledStep = -1;
  settledMs = -1;
  /** When the fair part of the run ends. */
  fairUntilMs = -1;
  askedMs = -1;
  /** How long it took, in virtual time; -1 as long as it has not come about. */
  tookMs = -1;
  lastStep = 0;

  constructor(readonly options: EventuallyOptions) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    this.lastStep = moment.step;
    if (observation.kind === "settle") this.settle(moment, observation.forMs);
    if (this.settledStep < 0 || this.tookMs >= 0) return;
    const { isAsked, isGood, withinMs } = this.options;
    if (this.askedMs < 0 && (isAsked?.(observation, moment) ?? true)) this.askedMs = moment.timeMs;
    if (this.askedMs < 0) return;
    if (moment.timeMs - this.askedMs > withinMs) return this.fail();
    if (isGood(observation, moment)) this.tookMs = moment.timeMs - this.askedMs;
  }

  finish(): Violation | undefined {
    // A run that was cut off by its number of steps showed too little time.
    const wasCutOff = this.lastStep - this.settledStep >= SETTLE_STEPS_MAX - 1;
    if (this.askedMs < 0 || this.tookMs >= 0 || wasCutOff) return;
    if (this.fairUntilMs - this.askedMs >= this.options.withinMs) return this.fail();
  }

  private settle(moment: Moment, forMs: number): void {
    this.fairUntilMs = moment.timeMs + forMs;
    if (this.settledStep >= 0) return;
    this.settledStep = moment.step;
    this.settledMs = moment.timeMs;
  }

  private fail(): Violation {
    const { what, withinMs, withinWords } = this.options;
    return {
      message: `All was healed at step ${this.settledStep}, and in the next ${withinMs} ms ` +
        `(${withinWords}) it never happened that ${what}.`,
      steps: [this.settledStep],
    };
  }
}
