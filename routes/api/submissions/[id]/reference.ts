import { define } from "@/define.ts";
import { realName } from "@/grading/public_submission.ts";
import { ownStored } from "@/routes/(_shared)/own_submission.ts";

export const handler = define.handlers({
  /** What a right program does under the schedule that fails `?check=`: its events, and no more. */
  async GET(ctx) {
    const submission = await ownStored(ctx);
    const check = realName(submission.verdict, ctx.url.searchParams.get("check") ?? "");
    const { learner, services } = ctx.state;
    const run = await services.grading.reference(learner?.id ?? "", submission, check);
    return ctx.json(run, { headers: { "Cache-Control": "no-store" } });
  },
});
