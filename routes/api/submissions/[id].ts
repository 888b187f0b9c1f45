import { HttpError } from "fresh";
import { define } from "@/define.ts";

export const handler = define.handlers({
  /** One submission, for its learner and for instructors. */
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const submission = await grading.submission(ctx.params.id);
    const isOwn = submission?.learnerId === ctx.state.learner?.id;
    if (submission === undefined || !(isOwn || ctx.state.isInstructor)) {
      throw new HttpError(404, "There is no such submission, or it is not yours.");
    }
    return ctx.json(submission, { headers: { "Cache-Control": "no-store" } });
  },
});
