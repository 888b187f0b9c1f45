import type { Context } from "fresh";
import type { Learner } from "@/auth/sessions.ts";
import { Refusal } from "@/grading/refusal.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import { addressOf } from "./denials.ts";
import type { State } from "./state.ts";

/**
 * The learner who asks; a new one where there is none yet, with the cookie to send along.
 *
 * @throws Refusal where too many new ones came from there.
 */
export async function ensureLearner(
  ctx: Context<State>,
): Promise<{ learner: Learner; headers: Headers }> {
  const headers = new Headers();
  if (ctx.state.learner === undefined) {
    const seconds = await ctx.state.services.newcomers.take(addressOf(ctx));
    if (seconds > 0) throw new Refusal(429, "too-many-newcomers", tooMany(seconds), seconds);
    const { learner, cookie } = await ctx.state.services.sessions.newLearner(ctx.req);
    headers.append("Set-Cookie", cookie);
    ctx.state.learner = learner;
  }
  return { learner: ctx.state.learner, headers };
}

function tooMany(seconds: number): string {
  return "So many new visitors came from your network that nothing can be stored for another one: " +
    `try again ${inSeconds(seconds)}, or sign in.`;
}
