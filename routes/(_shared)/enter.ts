import type { Context } from "fresh";
import type { Admitted } from "@/auth/accounts.ts";
import { mergeLearners } from "@/db/merge_learners.ts";
import type { SignInMeans } from "@/db/schema.ts";
import { ownPath } from "./own_path.ts";
import type { State } from "./state.ts";

/**
 * Signs somebody in: what was done in this browser before, without an account, becomes theirs. The
 * headers have the cookies.
 */
export async function enter(
  ctx: Context<State>,
  who: Admitted,
  means: SignInMeans,
): Promise<Headers> {
  const { learner, services: { db, sessions } } = ctx.state;
  const headers = new Headers();
  const session = await sessions.signIn(ctx.req, { learnerId: who.id, role: who.role, means });
  headers.append("Set-Cookie", session);
  if (learner !== undefined && !learner.hasAccount) {
    await mergeLearners(db, learner.id, who.id);
    headers.append("Set-Cookie", sessions.forgetAnonymous(ctx.req));
  }
  return headers;
}

/** Signs somebody in, and leads them on. */
export async function enterAt(
  ctx: Context<State>,
  who: Admitted,
  { means, to }: { readonly means: SignInMeans; readonly to: string },
): Promise<Response> {
  const response = ctx.redirect(to, 303);
  const cookies = (await enter(ctx, who, means)).getSetCookie();
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

/** What the pages of signing in and up say alike. */
export interface WayIn {
  /** The name of another site at which one can sign in. */
  readonly provider?: string;
  /** The query that leads back to where one wanted to go. */
  readonly query: string;
  readonly to: string;
}

export function wayIn(ctx: Context<State>): WayIn {
  const provider = ctx.state.services.provider?.name;
  return { provider, query: carryOn(ctx), to: destinationOf(ctx) };
}

/** Where to go once one is signed in: to where one wanted, on this site. */
export function destinationOf({ url }: Pick<Context<State>, "url">): string {
  return ownPath(url.searchParams.get("from") ?? "") ?? "/account";
}

/** The query that carries that on to another page. */
function carryOn(ctx: Pick<Context<State>, "url">): string {
  const from = destinationOf(ctx);
  return from === "/account" ? "" : `?from=${encodeURIComponent(from)}`;
}
