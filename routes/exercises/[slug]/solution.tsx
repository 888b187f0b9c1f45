import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { LineDiff } from "@/components/LineDiff.tsx";
import { SourceCode } from "@/components/SourceCode.tsx";
import { define } from "@/define.ts";
import { maySeeSolution } from "@/grading/may_see_solution.ts";
import type { Attempt, Submission } from "@/grading/open_grading.ts";
import { readSolutions, type Solutions } from "@/grading/read_solutions.ts";
import { standing } from "@/routes/(_shared)/attempts.tsx";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /**
   * The one place where a solution leaves the server: for who may see it, never as part of a script.
   * `?attempt=ID` compares it with another attempt than the newest.
   */
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const { slug } = ctx.params;
    const exercise = await grading.exercise(slug);
    if (exercise === undefined) throw new HttpError(404, "There is no such exercise.");
    await demandAccess(ctx, slug);
    const solutions = await readSolutions(slug);
    if (solutions === undefined) throw new HttpError(404, "There is no such exercise.");
    const { learner } = ctx.state;
    const attempts = learner === undefined ? [] : await grading.attempts(learner.id, slug);
    const chosen = ctx.url.searchParams.get("attempt");
    const compared = attempts.find(({ id }) => id === chosen) ?? attempts[0];
    const own = compared && await grading.submission(compared.id);
    const data = { slug, title: exercise.title, solutions, attempts, own };
    return page(data, { headers: { "Cache-Control": "no-store" } });
  },
});

/** @throws HttpError 403 that says when it opens. */
async function demandAccess({ state }: Context<State>, slug: string): Promise<void> {
  if (state.isInstructor) return;
  const { learner, services } = state;
  const access = learner === undefined
    ? { isOpen: false, reason: "It opens once you have passed the exercise." } as const
    : await maySeeSolution(services.db, { learnerId: learner.id, slug });
  if (!access.isOpen) throw new HttpError(403, `The solution is closed. ${access.reason}`);
}

export default define.page<typeof handler>(({ data }) => {
  const { slug, title, solutions, attempts, own } = data;
  const { solution, variants } = solutions;
  return (
    <div class="mx-auto max-w-4xl px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Solution: ${title} · Truthlab`}</title>
      </Head>
      <Breadcrumbs
        trail={[
          { href: "/exercises", label: "Exercises" },
          { href: `/exercises/${slug}`, label: title },
        ]}
      />
      <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">{title}: a solution</h1>
      <p class="mt-4 max-w-[56ch] font-serif text-lg leading-relaxed text-muted">
        One way that is right, and {variants.length}{" "}
        that are unusual and right all the same: the grader accepts them all. Others who still work
        on it learn more without them.
      </p>
      <section class="mt-10">
        <h2 class="mb-4 text-2xl font-semibold tracking-tight">Ours</h2>
        <SourceCode source={solution.source} label="The solution" />
      </section>
      {own !== undefined && <Beside {...{ own, attempts, solution }} />}
      <section class="mt-14">
        <h2 class="mb-4 text-2xl font-semibold tracking-tight">Also right</h2>
        {variants.map(({ name, source }) => (
          <details key={name} class="mb-3 rounded-xl border border-line bg-panel">
            <summary class="px-5 py-3.5 font-medium hover:text-accent">{name}</summary>
            <div class="px-3 pb-3 sm:px-5 sm:pb-5">
              <SourceCode source={source} label={name} />
            </div>
          </details>
        ))}
      </section>
    </div>
  );
});

interface BesideProps {
  readonly own: Submission;
  /** Newest first. */
  readonly attempts: readonly Attempt[];
  readonly solution: Solutions["solution"];
}

/** What leads from an attempt of one's own to the solution. */
function Beside({ own, attempts, solution }: BesideProps) {
  return (
    <section id="yours" class="mt-14 scroll-mt-20">
      <h2 class="mb-4 text-2xl font-semibold tracking-tight">From yours to ours</h2>
      {attempts.length > 1 && (
        <form action="#yours" class="mb-4 flex flex-wrap items-center gap-3">
          <label for="attempt" class="text-sm font-semibold">From</label>
          <select
            id="attempt"
            name="attempt"
            class="min-h-[2.5rem] min-w-0 max-w-full rounded-md border border-muted bg-panel px-2 text-[0.9375rem] text-ink"
          >
            {attempts.map((attempt, index) => (
              <option key={attempt.id} value={attempt.id} selected={attempt.id === own.id}>
                attempt {attempts.length - index}, {standing(attempt)}
              </option>
            ))}
          </select>
          <Button kind="secondary">Compare</Button>
        </form>
      )}
      <LineDiff
        before={own.source}
        after={solution.source}
        label="From your program to the solution"
      />
    </section>
  );
}
