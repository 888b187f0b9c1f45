import { type Rate, TokenBuckets } from "@/lib/token_bucket.ts";
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

export interface Limiter {
  /** @throws Refusal with status 429 when a learner asks too often. */
  take(what: keyof Rates, learnerId: string): void;
}

export function limiter(rates: Rates): Limiter {
  const buckets = {
    submissions: new TokenBuckets(rates.submissions),
    drafts: new TokenBuckets(rates.drafts),
    plays: new TokenBuckets(rates.plays),
  };
  return {
    take(what, learnerId) {
      const seconds = buckets[what].take(learnerId);
      if (seconds > 0) throw new Refusal(429, "too-many", TOO_MANY[what](seconds), seconds);
    },
  };
}

const TOO_MANY: Readonly<Record<keyof Rates, (seconds: number) => string>> = {
  submissions: (seconds) =>
    `That was a lot at once, and this one was not stored: submit it again in ${
      inSeconds(seconds)
    }.`,
  plays: (seconds) => `That was a lot at once: play it again in ${inSeconds(seconds)}.`,
  drafts: (seconds) => `Drafts come too fast: save again in ${inSeconds(seconds)}.`,
};

function inSeconds(seconds: number): string {
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}
