import { define } from "@/define.ts";

/** Only instructors get past here; others are asked for the token. */
export const handler = define.middleware((ctx) => {
  if (ctx.state.isInstructor || ctx.url.pathname === "/teach/open") return ctx.next();
  return ctx.redirect("/teach/open", 303);
});
