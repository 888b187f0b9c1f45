import type { Context } from "fresh";
import type { Denial } from "@/auth/accounts.ts";
import { Refusal } from "@/grading/refusal.ts";
import type { State } from "./state.ts";

/** Where a request comes from, for the limits on getting in. */
export function addressOf({ req, info, state }: Context<State>): string {
  return state.services.connection.address(req, info.remoteAddr);
}

export function statusOfDenial({ retryAfterSeconds }: Denial): number {
  return retryAfterSeconds === undefined ? 422 : 429;
}

export function denialHeaders({ retryAfterSeconds }: Denial): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
}

/** A denial for scripts: to be thrown. */
export function refusalOf({ denial, retryAfterSeconds }: Denial): Refusal {
  return retryAfterSeconds === undefined
    ? new Refusal(422, "denied", denial)
    : new Refusal(429, "too-often", denial, retryAfterSeconds);
}

/** @throws Refusal where so much was tried from there that it has to wait. */
export async function limitAddress(ctx: Context<State>): Promise<void> {
  const denial = await ctx.state.services.accounts.limit(addressOf(ctx));
  if (denial !== undefined) throw refusalOf(denial);
}
