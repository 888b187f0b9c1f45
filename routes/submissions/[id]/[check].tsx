import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { findPlay, TheatrePage } from "@/routes/(_shared)/theatre_page.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const { id, check } = ctx.params;
    const submission = await grading.submission(id);
    const isOwn = submission?.learnerId === ctx.state.learner?.id;
    if (submission === undefined || !(isOwn || ctx.state.isInstructor)) {
      throw new HttpError(404, "There is no such submission, or it is not yours.");
    }
    return page({ submission, play: await findPlay(grading, submission, check) });
  },
});

export default define.page<typeof handler>(({ data: { submission, play } }) => (
  <TheatrePage
    play={play}
    trail={[
      { href: `/exercises/${submission.slug}`, label: play.title },
      { href: `/submissions/${submission.id}`, label: "Submission" },
    ]}
  />
));
