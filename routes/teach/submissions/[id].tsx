import { HttpError, page } from "fresh";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { HintsSeen } from "@/components/HintsSeen.tsx";
import { SubmissionReport } from "@/components/SubmissionReport.tsx";
import { define } from "@/define.ts";
import { readHints } from "@/grading/hints.ts";
import { PendingRefresh, standing } from "@/routes/(_shared)/attempts.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const submission = await grading.submission(ctx.params.id);
    if (submission === undefined) throw new HttpError(404, "There is no such submission.");
    const exercise = await grading.exercise(submission.slug);
    const hints = await readHints(db, submission.learnerId, submission.slug);
    return page({ submission, title: exercise?.title ?? submission.slug, hints });
  },
});

export default define.page<typeof handler>(({ data: { submission, title, hints } }) => (
  <div class="mx-auto max-w-4xl px-4 py-10 sm:px-8 sm:py-14">
    <PendingRefresh standing={standing(submission)} title={title} />
    <Breadcrumbs trail={[{ href: "/teach/submissions", label: "Submissions" }]} />
    <SubmissionReport
      submission={submission}
      title={title}
      standing={standing(submission)}
      isTeaching
    />
    <HintsSeen hints={hints} submittedAt={submission.createdAt} />
  </div>
));
