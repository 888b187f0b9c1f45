import type { Context } from "fresh";
import type { Admitted } from "@/auth/accounts.ts";
import { mergeLearners } from "@/db/merge_learners.ts";
import type { SignInMeans } from "@/db/schema.ts";
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

/** Where to go once one is signed in: to where one wanted, on this site. */
export function destinationOf({ url }: Pick<Context<State>, "url">): string {
  const from = url.searchParams.get("from") ?? "";
  // Two slashes at the beginning would name another site.
  return from.startsWith("/") ? from.replace(/^[/\\]+/, "/") : "/account";
}

/** The query that carries that on to another page. */
export function carryOn(ctx: Pick<Context<State>, "url">): string {
  const from = destinationOf(ctx);
  return from === "/account" ? "" : `?from=${encodeURIComponent(from)}`;
}
