import { page } from "fresh";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { SubmissionReport } from "@/components/SubmissionReport.tsx";
import { listPastVerdicts } from "@/db/regrades.ts";
import { listRemarks } from "@/db/remarks.ts";
import { define } from "@/define.ts";
import LiveSubmission from "@/islands/LiveSubmission.tsx";
import { PendingRefresh, standing } from "@/routes/(_shared)/attempts.tsx";
import { ownSubmission } from "@/routes/(_shared)/own_submission.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const submission = await ownSubmission(ctx);
    const { db, grading } = ctx.state.services;
    const exercise = await grading.exercise(submission.slug);
    const remarks = await listRemarks(db, submission.id);
    const past = await listPastVerdicts(db, submission.id);
    return page({ submission, remarks, past, title: exercise?.title ?? submission.slug });
  },
});

export default define.page<typeof handler>(({ data: { submission, remarks, past, title } }) => (
  <div class="mx-auto max-w-4xl px-4 py-10 sm:px-8 sm:py-14">
    <PendingRefresh standing={standing(submission)} title={title} />
    <Breadcrumbs
      trail={[
        { href: "/exercises", label: "Exercises" },
        { href: `/exercises/${submission.slug}`, label: title },
      ]}
    />
    <SubmissionReport
      submission={submission}
      title={title}
      standing={standing(submission)}
      remarks={remarks}
      past={past}
    >
      <LiveSubmission id={submission.id} state={submission.state} />
    </SubmissionReport>
  </div>
));
