import { define } from "@/define.ts";

export const handler = define.handlers({
  /** Ends the instructor's session in this browser. */
  POST(ctx) {
    const response = ctx.redirect("/", 303);
    const cookie = ctx.state.services.sessions.closeTeaching(ctx.req);
    response.headers.append("Set-Cookie", cookie);
    return response;
  },
});
