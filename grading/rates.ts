import type { Limits, Rate } from "@/auth/limits.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import { Refusal } from "./refusal.ts";

/** How often one learner may ask for something. */
export interface Rates {
  readonly submissions: Rate;
  readonly drafts: Rate;
  readonly plays: Rate;
}

/**
 * Ten submissions at once, then one every six seconds: nobody who reads verdicts is faster. Drafts
 * are saved while one types, from more than one page perhaps. A run is played again with each look at
 * what else could have happened.
 */
export const RATES: Rates = {
  submissions: { burst: 10, perMinute: 10 },
  drafts: { burst: 30, perMinute: 60 },
  plays: { burst: 40, perMinute: 60 },
};

/** A day has room for so many bursts of submissions: 300 unless told. All of them are kept. */
const BURSTS_OF_A_DAY = 30;
const MINUTES_OF_A_DAY = 24 * 60;

export interface Limiter {
  /** @throws Refusal with status 429 when a learner asks too often. */
  take(what: keyof Rates, learnerId: string): Promise<void>;
}

export function limiter(limits: Limits, rates: Rates): Limiter {
  const burst = rates.submissions.burst * BURSTS_OF_A_DAY;
  const ofDay = { name: "submissions of a day", burst, perMinute: burst / MINUTES_OF_A_DAY };
  const takeOfDay = async (learnerId: string) => {
    const seconds = await limits.take(ofDay, learnerId);
    if (seconds > 0) throw new Refusal(429, "too-many", tooManyOfDay(burst, seconds), seconds);
  };
  return {
    async take(what, learnerId) {
      const seconds = await limits.take({ name: what, ...rates[what] }, learnerId);
      if (seconds > 0) throw new Refusal(429, "too-many", TOO_MANY[what](seconds), seconds);
      if (what === "submissions") await takeOfDay(learnerId);
    },
  };
}

const TOO_MANY: Readonly<Record<keyof Rates, (seconds: number) => string>> = {
  submissions: (seconds) =>
    `That was a lot at once, and this one was not stored: submit it again ${inSeconds(seconds)}.`,
  plays: (seconds) => `That was a lot at once: play it again ${inSeconds(seconds)}.`,
  drafts: (seconds) => `Drafts come too fast: save again ${inSeconds(seconds)}.`,
};

function tooManyOfDay(burst: number, seconds: number): string {
  return `You have submitted ${burst} programs within a day, and this one was not stored: submit it ` +
    `again ${inSeconds(seconds)}.`;
}
