import { define } from "@/define.ts";

export const handler = define.handlers({
  /** Ends the session in this browser. */
  async POST(ctx) {
    const response = ctx.redirect("/", 303);
    const cookie = await ctx.state.services.sessions.signOut(ctx.req);
    response.headers.append("Set-Cookie", cookie);
    return response;
  },
});
