import { page } from "fresh";
import { define } from "@/define.ts";
import { ownSubmission } from "@/routes/(_shared)/own_submission.ts";
import { findPlay, TheatrePage } from "@/routes/(_shared)/theatre_page.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const submission = await ownSubmission(ctx);
    const { check } = ctx.params;
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
