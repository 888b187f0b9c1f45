import { define } from "@/define.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /** Ends the session that the form's `end` names, one's own, or `all` of them. */
  async POST(ctx) {
    const { learner, services: { sessions } } = ctx.state;
    const session = textOf((await readForm(ctx.req)).get("end"));
    if (session !== "all") {
      await sessions.end(learner!.id, { session });
      return ctx.redirect("/account", 303);
    }
    await sessions.end(learner!.id, { butSession: undefined });
    const response = ctx.redirect("/account/sign-in", 303);
    response.headers.append("Set-Cookie", await sessions.signOut(ctx.req));
    return response;
  },
});
