import type { Context } from "fresh";
import type { Learner } from "@/auth/sessions.ts";
import type { State } from "./state.ts";

/** The learner who asks; a new one where there is none yet, with the cookie to send along. */
export async function ensureLearner(
  ctx: Context<State>,
): Promise<{ learner: Learner; headers: Headers }> {
  const headers = new Headers();
  if (ctx.state.learner === undefined) {
    const { learner, cookie } = await ctx.state.services.sessions.newLearner(ctx.req);
    headers.append("Set-Cookie", cookie);
    ctx.state.learner = learner;
  }
  return { learner: ctx.state.learner, headers };
}
