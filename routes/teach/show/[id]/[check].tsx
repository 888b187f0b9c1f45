import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/define.ts";
import type { CheckResult } from "@/engine/types.ts";
import Theatre from "@/islands/Theatre.tsx";

export const handler = define.handlers({
  /** A counterexample for showing in class: nothing on the page says whose it is. */
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const submission = await grading.submission(ctx.params.id);
    const check = submission?.verdict?.checks.find(({ name }) => name === ctx.params.check);
    if (submission === undefined || check === undefined) {
      throw new HttpError(404, "No such submission fails at such a check.");
    }
    const exercise = await grading.exercise(submission.slug);
    const { id } = submission;
    return page({ id, check: withoutProgram(check), title: exercise?.title ?? submission.slug });
  },
});

/** A program may say in a comment who wrote it. */
function withoutProgram(check: CheckResult): CheckResult {
  const { counterexample } = check;
  return {
    ...check,
    counterexample: counterexample === null ? null : { ...counterexample, program: "" },
  };
}

export default define.page<typeof handler>(({ data: { id, check, title } }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`${check.name}: ${title} · Truthlab`}</title>
    </Head>
    <p class="text-sm text-muted">{title}</p>
    <h1 class="mt-2 text-3xl font-semibold tracking-[-0.03em]">{check.promise}</h1>
    <p class="mt-3 max-w-[70ch] whitespace-pre-line break-words font-serif text-lg leading-snug">
      {check.message}
    </p>
    <div class="mt-8">
      {check.counterexample === null
        ? <p class="text-muted">It failed without a run that could be shown step by step.</p>
        : (
          <Theatre
            promise={check.promise}
            message={check.message}
            counterexample={check.counterexample}
            submission={id}
          />
        )}
    </div>
  </div>
));
