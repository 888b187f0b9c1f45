import type { Limits } from "./limits.ts";
import { networkOf } from "./network_of.ts";

/**
 * How often somebody may try to get in. A class behind one address signs in within a minute, so an
 * address alone may try often; one account from one address may not; and one account from
 * everywhere neither, or many addresses would guess together.
 */
const ADDRESS = { name: "sign-in from an address", burst: 200, perMinute: 30 };
const PAIR = { name: "sign-in to an account from an address", burst: 5, perMinute: 1 };
const ACCOUNT = { name: "sign-in to an account", burst: 50, perMinute: 5 };

export interface SignInLimits {
  /** @returns 0, or after how many seconds one may try again. */
  take(address: string, account?: string): Promise<number>;
}

export function openSignInLimits(limits: Limits): SignInLimits {
  return {
    async take(address, account) {
      const network = networkOf(address);
      const seconds = await limits.take(ADDRESS, network);
      if (seconds > 0 || account === undefined) return seconds;
      // What one address is refused takes nothing from the account's own: or it could lock others out.
      return await limits.take(PAIR, `${network} ${account}`) ||
        await limits.take(ACCOUNT, account);
    },
  };
}
