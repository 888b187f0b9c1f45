import { define } from "@/define.ts";

export const handler = define.handlers({
  /** The learner's own attempts at the exercise, newest first, and what came of each. */
  async GET(ctx) {
    const { learner } = ctx.state;
    const { grading } = ctx.state.services;
    const attempts = learner ? await grading.attempts(learner.id, ctx.params.slug) : [];
    // Field by field: what is added to an attempt stays inside until somebody adds it here.
    const shown = attempts.map(({ id, slug, createdAt, state, verdict }) => ({
      ...{ id, slug, createdAt, state },
      verdict: verdict && { verdict: verdict.verdict, score: verdict.score },
    }));
    return ctx.json(shown, { headers: { "Cache-Control": "no-store" } });
  },
});
