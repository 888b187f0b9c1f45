import { define } from "@/define.ts";
import { ownSubmission } from "@/routes/(_shared)/own_submission.ts";

export const handler = define.handlers({
  /** One submission, for its learner and for instructors. */
  async GET(ctx) {
    return ctx.json(await ownSubmission(ctx), { headers: { "Cache-Control": "no-store" } });
  },
});
