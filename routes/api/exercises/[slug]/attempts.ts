import { define } from "@/define.ts";
import { publicSubmission } from "@/grading/public_submission.ts";

export const handler = define.handlers({
  /** The learner's own attempts at the exercise, newest first. */
  async GET(ctx) {
    const { learner } = ctx.state;
    const { grading } = ctx.state.services;
    const attempts = learner ? await grading.attempts(learner.id, ctx.params.slug) : [];
    return ctx.json(attempts.map(publicSubmission), { headers: { "Cache-Control": "no-store" } });
  },
});
