import { define } from "@/define.ts";

export const handler = define.handlers({
  /** Ends the session of this browser. */
  async POST(ctx) {
    const response = ctx.redirect("/", 303);
    response.headers.append("Set-Cookie", await ctx.state.services.sessions.signOut(ctx.req));
    return response;
  },
});
