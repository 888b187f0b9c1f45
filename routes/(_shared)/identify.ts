import { parse } from "hono/utils/cookie";
import type { Middleware } from "fresh";
import { learnerByToken } from "./bearer.ts";
import type { State } from "./state.ts";

/** Finds out who asks, by a token or by cookies, and in which colours they want to read. */
export const identify: Middleware<State> = async (ctx) => {
  const { sessions } = ctx.state.services;
  const byToken = await learnerByToken(ctx);
  ctx.state.learner = byToken ?? await sessions.learner(ctx.req);
  ctx.state.isInstructor = byToken === undefined && await sessions.isInstructor(ctx.req);
  const { theme } = parse(ctx.req.headers.get("cookie") ?? "", "theme");
  ctx.state.theme = theme === "light" || theme === "dark" ? theme : undefined;
  return await ctx.next();
};
