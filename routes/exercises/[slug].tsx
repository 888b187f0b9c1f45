import { HttpError, page } from "fresh";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { PathLinks } from "@/components/PathLinks.tsx";
import { SectionLinks } from "@/components/SectionLinks.tsx";
import { LostPasses } from "@/components/LostPasses.tsx";
import { CohortNotes } from "@/components/CohortNotes.tsx";
import { listLostPasses } from "@/db/regrades.ts";
import { define } from "@/define.ts";
import { readHints } from "@/grading/hints.ts";
import { maySeeSolution, type SolutionAccess } from "@/grading/may_see_solution.ts";
import Hints from "@/islands/Hints.tsx";
import Workspace from "@/islands/Workspace.tsx";
import { standing } from "@/routes/(_shared)/attempts.tsx";
import { readCohortNotes } from "@/routes/(_shared)/cohort_notes.ts";
import { describeHints } from "@/routes/(_shared)/hints.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
import { listSections, loadReadme } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const exercise = await grading.exercise(ctx.params.slug);
    if (exercise === undefined) throw new HttpError(404, "There is no such exercise.");
    const { learner } = ctx.state;
    const all = await grading.exercises();
    const place = all.findIndex(({ slug }) => slug === exercise.slug);
    const attempts = learner ? await grading.attempts(learner.id, exercise.slug) : [];
    const newest = attempts[0] && await grading.submission(attempts[0].id);
    return page({
      exercise,
      before: all[place - 1],
      after: all[place + 1],
      Readme: await loadReadme(exercise.slug),
      explainedIn: (await listSections())
        .filter(({ exercises }) => exercises?.includes(exercise.slug))
        .map(({ slug, title }) => ({ slug, title })),
      hints: await describeHints(
        exercise.slug,
        learner === undefined ? [] : await readHints(db, learner.id, exercise.slug),
      ),
      solution: learner === undefined
        ? undefined
        : await maySeeSolution(db, { learnerId: learner.id, slug: exercise.slug }),
      cohorts: learner === undefined
        ? { notes: [], grades: [] }
        : await readCohortNotes(db, learner.id, exercise.slug),
      lost: learner === undefined ? [] : await listLostPasses(db, learner.id, exercise.slug),
      newest: newest?.source,
      attempts: attempts.map((attempt) => ({
        id: attempt.id,
        createdAt: attempt.createdAt,
        standing: standing(attempt),
        score: attempt.verdict?.score ?? null,
      })),
    });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { exercise, before, after, Readme, explainedIn, hints, solution, cohorts, lost } = data;
  const { newest, attempts } = data;
  const { slug, title, unit, minutes, points, starter, summary } = exercise;
  const next = after && { href: `/exercises/${after.slug}`, title: after.title };
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-8 sm:px-8 sm:py-10">
      <PageHead title={title} about={summary} />
      <Breadcrumbs trail={[{ href: "/exercises", label: "Exercises" }]} />
      <header class="mt-4 border-b-2 border-ink pb-6">
        <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">{title}</h1>
        <p class="mt-3 max-w-[60ch] font-serif text-xl leading-snug text-muted">{summary}</p>
        <p class="mt-3 text-sm text-muted">
          {unit}, about {minutes} minutes, {points} points
          {explainedIn.length > 0 && ". Explained in "}
          <SectionLinks sections={explainedIn} />
        </p>
        <a
          href="#workspace"
          class="touch mt-2 font-medium text-accent underline decoration-1 underline-offset-4 lg:hidden"
        >
          To the editor
        </a>
        <CohortNotes {...cohorts} />
        <LostPasses lost={lost} />
      </header>
      <div class="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <section aria-label="Instructions">
          <div class="prose prose-small">
            {Readme && <Readme />}
          </div>
          <Hints {...hints} />
          <SolutionNote slug={slug} attempts={attempts} access={solution} />
          <OwnEditor slug={slug} />
        </section>
        <section id="workspace" aria-label="Workspace" class="min-w-0">
          <Workspace
            slug={slug}
            starter={starter}
            source={newest ?? starter}
            attempts={attempts}
            next={next}
          />
        </section>
      </div>
      <footer class="mt-16 border-t-2 border-ink">
        <PathLinks
          label="Exercises"
          before={before && { href: `/exercises/${before.slug}`, title: before.title }}
          next={next === undefined
            ? { href: "/progress", title: "How far you are", note: "Next" }
            : { ...next, note: `Next, ${after.minutes} min` }}
        />
      </footer>
    </div>
  );
});

/** After a pass: the way to the solution, or when it opens. */
function SolutionNote({ slug, attempts, access }: {
  slug: string;
  attempts: readonly { readonly standing: string }[];
  access: SolutionAccess | undefined;
}) {
  const didPass = attempts.some(({ standing }) => standing === "passed");
  if (access === undefined || !(access.isOpen || didPass)) return null;
  return (
    <p class="mt-4 rounded-xl border border-line bg-panel px-5 py-3.5 font-medium">
      {access.isOpen
        ? (
          <a
            href={`/exercises/${slug}/solution`}
            class="text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
          >
            {didPass ? "You passed: see our solution" : "See our solution"}
          </a>
        )
        : `You passed. There is a solution to compare with. ${access.reason}`}
    </p>
  );
}

/** For who would rather write elsewhere: the same exercise, checks and grader, by commands. */
function OwnEditor({ slug }: { slug: string }) {
  const commands = [
    `deno task exercise ${slug} --watch`,
    `deno task submit ${slug} ${slug}/program.ts --server URL`,
  ];
  return (
    <details class="mt-4 rounded-xl border border-line bg-panel">
      <summary class="px-5 py-3.5 font-medium hover:text-accent">In your own editor</summary>
      <div class="px-5 pb-5 text-[0.9375rem] leading-relaxed">
        <p>In a copy of this site's repository:</p>
        <pre
          class="code my-3"
          tabindex={0}
          aria-label="Commands"
        ><code>{commands.join("\n")}</code></pre>
        <p>
          The first writes the exercise to a folder and runs the public checks on each save. The
          second submits in your name, with a{" "}
          <a href="/account/tokens" class="text-accent underline decoration-1 underline-offset-4">
            token
          </a>.
        </p>
      </div>
    </details>
  );
}
