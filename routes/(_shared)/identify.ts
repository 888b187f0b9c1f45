import { parse } from "hono/utils/cookie";
import type { Middleware } from "fresh";
import type { Learner } from "@/auth/sessions.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { isAtLeast } from "@/lib/roles.ts";
import { learnerByToken } from "./bearer.ts";
import type { State } from "./state.ts";

/** Finds out who asks, by a token or by cookies, and in which colours they want to read. */
export const identify: Middleware<State> = async (ctx) => {
  const { sessions } = ctx.state.services;
  const learner = await learnerByToken(ctx) ?? await sessions.learner(ctx.req);
  const { role = "learner" } = learner ?? {};
  ctx.state.learner = learner;
  ctx.state.owner = learner === undefined ? "" : await nameOwner(learner);
  ctx.state.isStaff = isAtLeast(role, "assistant");
  ctx.state.isInstructor = isAtLeast(role, "instructor");
  const { theme } = parse(ctx.req.headers.get("cookie") ?? "", "theme");
  ctx.state.theme = theme === "light" || theme === "dark" ? theme : undefined;
  return await ctx.next();
};

/** Enough to tell two learners apart in one browser, and of no other use. */
async function nameOwner({ id, hasAccount }: Learner): Promise<string> {
  const hash = await sha256(`owner ${id}`);
  return `${hasAccount ? "account" : "visitor"}-${hash.slice(0, 16)}`;
}
