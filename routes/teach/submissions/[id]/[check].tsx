import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { findPlay, TheatrePage } from "@/routes/(_shared)/theatre_page.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const submission = await grading.submission(ctx.params.id);
    if (submission === undefined) throw new HttpError(404, "There is no such submission.");
    return page({ submission, play: await findPlay(grading, submission, ctx.params.check) });
  },
});

export default define.page<typeof handler>(({ data: { submission, play } }) => (
  <TheatrePage
    play={play}
    trail={[
      { href: "/teach/submissions", label: "Submissions" },
      { href: `/teach/submissions/${submission.id}`, label: submission.learnerName },
    ]}
  />
));
