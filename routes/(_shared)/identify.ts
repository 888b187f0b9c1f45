import { parse } from "hono/utils/cookie";
import type { Middleware } from "fresh";
import type { State } from "./state.ts";

/** Reads the cookies: who asks, and in which colours they want to read. */
export const identify: Middleware<State> = async (ctx) => {
  const { sessions } = ctx.state.services;
  ctx.state.learner = await sessions.learner(ctx.req);
  ctx.state.isInstructor = await sessions.isInstructor(ctx.req);
  const { theme } = parse(ctx.req.headers.get("cookie") ?? "", "theme");
  ctx.state.theme = theme === "light" || theme === "dark" ? theme : undefined;
  return await ctx.next();
};
