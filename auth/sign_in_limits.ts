import { TokenBuckets } from "@/lib/token_bucket.ts";

/**
 * How often somebody may try to get in. A class behind one address signs in within a minute, so an
 * address alone may try often; one account from one address may not; and one account from
 * everywhere neither, or many addresses would guess together.
 */
const RATES = {
  address: { burst: 200, perMinute: 30 },
  pair: { burst: 5, perMinute: 1 },
  account: { burst: 50, perMinute: 5 },
} as const;

export interface SignInLimits {
  /** @returns 0, or after how many seconds one may try again. */
  take(address: string, account?: string): number;
}

export function openSignInLimits(now: () => number = Date.now): SignInLimits {
  const addresses = new TokenBuckets(RATES.address, now);
  const pairs = new TokenBuckets(RATES.pair, now);
  const accounts = new TokenBuckets(RATES.account, now);
  return {
    take(address, account) {
      const seconds = addresses.take(address);
      if (seconds > 0 || account === undefined) return seconds;
      // What one address is refused takes nothing from the account's own: or it could lock others out.
      return pairs.take(`${address} ${account}`) || accounts.take(account);
    },
  };
}
