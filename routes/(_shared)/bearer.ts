import { type Context, HttpError } from "fresh";
import type { Learner } from "@/auth/sessions.ts";
import type { State } from "./state.ts";

/**
 * All that a token opens: to submit, and to read and write what belongs to one's own exercises. Who
 * steals one cannot make another, nor do anything for which one signs in.
 */
const OPEN_TO_TOKENS = /^\/api\/(?:exercises|submissions)(?:\/|$)/;

/**
 * The learner whose token the request carries; undefined where it carries none. Such a request's
 * cookies count for nothing.
 *
 * @throws HttpError 401 where the token is unknown, 403 where tokens are not taken.
 */
export async function learnerByToken(ctx: Context<State>): Promise<Learner | undefined> {
  const learner = await ctx.state.services.tokens.learner(ctx.req);
  if (learner === "unknown") throw new HttpError(401, UNKNOWN);
  if (learner !== undefined && !OPEN_TO_TOKENS.test(ctx.url.pathname)) {
    throw new HttpError(403, ELSEWHERE);
  }
  return learner;
}

const UNKNOWN = "This token is unknown here: it was revoked, or belongs to another site.";
const ELSEWHERE = "Tokens open exercises and submissions below /api/ alone.";
