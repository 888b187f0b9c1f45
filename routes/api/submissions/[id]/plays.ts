import { define } from "@/define.ts";
import { ownSubmission } from "@/routes/(_shared)/own_submission.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /**
   * Plays what a failed check shows again: `{ check }`, with `branching` from another choice on,
   * with `turn` what could be chosen there, with `source` another program of the learner's.
   */
  async POST(ctx) {
    const submission = await ownSubmission(ctx);
    const wish = await readJsonBody(ctx.req);
    const { learner, services } = ctx.state;
    const answer = await services.grading.play(learner?.id ?? "", submission, wish);
    return ctx.json(answer, { headers: { "Cache-Control": "no-store" } });
  },
});
