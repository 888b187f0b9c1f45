import { define } from "@/define.ts";
import { hiddenNamesOf } from "@/grading/hidden_names.ts";
import { publicSubmission } from "@/grading/public_submission.ts";

export const handler = define.handlers({
  /** The learner's own attempts at the exercise, newest first. */
  async GET(ctx) {
    const { learner } = ctx.state;
    const { db, grading } = ctx.state.services;
    const { slug } = ctx.params;
    const attempts = learner ? await grading.attempts(learner.id, slug) : [];
    const names = learner ? await hiddenNamesOf(db, learner.id, slug) : "all";
    const shown = attempts.map((attempt) => publicSubmission(attempt, names));
    return ctx.json(shown, { headers: { "Cache-Control": "no-store" } });
  },
});
