import type { Context } from "fresh";
import type { Denial } from "@/auth/accounts.ts";
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
