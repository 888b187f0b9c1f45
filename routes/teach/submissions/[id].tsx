import { Fragment } from "preact";
import { type Context, HttpError, page } from "fresh";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { HintsSeen } from "@/components/HintsSeen.tsx";
import { SubmissionReport } from "@/components/SubmissionReport.tsx";
import { listCohortsOf } from "@/db/members.ts";
import { listPastVerdicts } from "@/db/regrades.ts";
import { addRemark, listRemarks, removeRemark } from "@/db/remarks.ts";
import { define } from "@/define.ts";
import { readHints } from "@/grading/hints.ts";
import type { Submission } from "@/grading/open_grading.ts";
import { PendingRefresh, standing } from "@/routes/(_shared)/attempts.tsx";
import { actorOf, textFields } from "@/routes/(_shared)/cohort.ts";
import { readRemark, type RemarkDraft, RemarkForm } from "@/routes/(_shared)/remarks.tsx";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  GET: async (ctx) => page(await load(ctx)),

  /** Adds a comment on a line, or takes one away. */
  async POST(ctx) {
    const { db } = ctx.state.services;
    const { submission: { id, source } } = await load(ctx);
    const field = await textFields(ctx.req);
    if (field("deed") === "remove") {
      await removeRemark(db, { id: field("remark"), submissionId: id }, actorOf(ctx));
    } else {
      const read = readRemark(field, source);
      if ("message" in read) return page(await load(ctx, read), { status: 422 });
      await addRemark(db, { submission_id: id, ...read, author_id: actorOf(ctx) });
    }
    return ctx.redirect(`/teach/submissions/${id}#source`, 303);
  },
});

async function load(ctx: Context<State>, draft?: RemarkDraft) {
  const { db, grading } = ctx.state.services;
  const submission = await grading.submission(ctx.params.id);
  if (submission === undefined) throw new HttpError(404, "There is no such submission.");
  const exercise = await grading.exercise(submission.slug);
  const hints = await readHints(db, submission.learnerId, submission.slug);
  const remarks = await listRemarks(db, submission.id);
  const past = await listPastVerdicts(db, submission.id);
  const cohorts = await listCohortsOf(db, submission.learnerId);
  const title = exercise?.title ?? submission.slug;
  return { submission, hints, remarks, past, cohorts, title, draft };
}

export default define.page<typeof handler>(({ data }) => {
  const { submission, title, hints, remarks, past, cohorts, draft } = data;
  return (
    <div class="mx-auto max-w-4xl px-4 py-10 sm:px-8 sm:py-14">
      <PendingRefresh standing={standing(submission)} title={title} />
      <Breadcrumbs trail={[{ href: "/teach/submissions", label: "Submissions" }]} />
      <LearnerLinks submission={submission} cohorts={cohorts} />
      <SubmissionReport
        submission={submission}
        title={title}
        standing={standing(submission)}
        isTeaching
        remarks={remarks}
        past={past}
        remarkForm={
          <RemarkForm {...{ remarks, draft }} lines={submission.source.split("\n").length} />
        }
      />
      <HintsSeen hints={hints} submittedAt={submission.createdAt} />
    </div>
  );
});

/** To all that the learner did for this exercise, where grades are set by hand too. */
function LearnerLinks({ submission: { learnerId, learnerName, slug }, cohorts }: {
  submission: Pick<Submission, "learnerId" | "learnerName" | "slug">;
  cohorts: readonly { readonly id: string; readonly name: string }[];
}) {
  if (cohorts.length === 0) return null;
  const learner = encodeURIComponent(learnerId);
  return (
    <p class="mt-3 break-words text-sm text-muted">
      {cohorts.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ", "}
          <a
            href={`/teach/cohorts/${id}/learners/${learner}?exercise=${slug}`}
            class="font-medium text-accent hover:underline"
          >
            All attempts and the grade of <bdi>{learnerName}</bdi> in <bdi>{name}</bdi>
          </a>
        </Fragment>
      ))}
    </p>
  );
}
