import { forgetVisitors } from "@/db/forget_visitors.ts";
import type { Database } from "@/db/schema.ts";
import { storageFault } from "@/db/storage_fault.ts";
import type { Limits, Rate } from "./limits.ts";
import { networkOf } from "./network_of.ts";
import { LEARNER_SECONDS } from "./sessions.ts";

/**
 * How many whom nobody knows may become learners from one network, by doing something that is
 * stored. A large class behind one address begins at once; nobody else has use for so many.
 */
const RATE: Rate = { burst: 2_500, perMinute: 60 };

/** Every so many newcomers, up to twice as many are looked for who never came back. */
const NEWCOMERS_TO_SWEEP = 20;

/** Those who become learners by their first deed, without an account. */
export interface Newcomers {
  /** Counts one. @returns 0 where they may, or after how many seconds they may. */
  take(address: string): Promise<number>;
}

export function openNewcomers({ db, limits, now = Date.now, rate = RATE }: {
  readonly db: Database;
  readonly limits: Limits;
  readonly now?: () => number;
  readonly rate?: Rate;
}): Newcomers {
  let count = 0;
  const take = async (address: string) => {
    const limit = { name: "newcomers from an address", ...rate };
    const seconds = await limits.take(limit, networkOf(address));
    if (seconds > 0) return seconds;
    // Who comes makes room: of those whose cookie has ended nobody will ever be one again.
    if (count++ % NEWCOMERS_TO_SWEEP === 0) {
      const before = new Date(now() - LEARNER_SECONDS * 1000).toISOString();
      await forgetVisitors(db, { before, max: 2 * NEWCOMERS_TO_SWEEP });
    }
    return 0;
  };
  return {
    take: (address) =>
      take(address).catch((error) => {
        // Where nothing can be stored, what they came to store is refused, and in words of its own.
        if (storageFault(error) === undefined) throw error;
        return 0;
      }),
  };
}
