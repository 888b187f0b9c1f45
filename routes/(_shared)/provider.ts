import { type Context, HttpError } from "fresh";
import { placeOf } from "./place.ts";
import type { State } from "./state.ts";

/** Where the provider sends browsers back to, as this visitor reaches the site. */
export function addressHere(ctx: Context<State>): string {
  return `${placeOf(ctx).origin}/account/provider/callback`;
}

/** The account in which the visitor is; empty where in none. */
export function accountOf({ state: { learner } }: Context<State>): string {
  return learner?.hasAccount ? learner.id : "";
}

/**
 * What goes wrong between the provider and us is nobody's fault who signs in.
 *
 * @throws HttpError 400; the log has the reason.
 */
export async function orProviderFault<Result>(
  { state: { services } }: Context<State>,
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ProviderError") throw error;
    services.log({ level: "error", event: "provider", error: error.message });
    throw new HttpError(
      400,
      "Signing in there did not work. Try it once more, or sign in in another way.",
    );
  }
}
