import { page } from "fresh";
import { VerdictMark } from "@/components/VerdictMark.tsx";
import { listCohortRules } from "@/db/cohort_rules.ts";
import { define } from "@/define.ts";
import { formatIn } from "@/lib/zoned_time.ts";
import { bestVerdict } from "@/routes/(_shared)/attempts.tsx";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";

const UNITS = ["Clocks", "CRDTs", "Raft"] as const;

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const { learner } = ctx.state;
    const exercises = await Promise.all((await grading.exercises()).map(async (exercise) => {
      const attempts = learner ? await grading.attempts(learner.id, exercise.slug) : [];
      const rules = learner ? await listCohortRules(db, learner.id, exercise.slug) : [];
      return {
        ...exercise,
        attempts: attempts.length,
        best: bestVerdict(attempts),
        due: rules.flatMap(({ cohortId, cohortName, dueAt, timeZone }) =>
          dueAt === null
            ? []
            : [{ cohortId, text: `Due ${formatIn(dueAt, timeZone)}, ${cohortName}` }]
        ),
      };
    }));
    return page({ exercises });
  },
});

export default define.page<typeof handler>(({ data: { exercises } }) => (
  <div class="mx-auto max-w-4xl px-4 py-14 sm:px-8 sm:py-20">
    <PageHead
      title="Exercises"
      about="Clocks, replicated data and Raft to write in TypeScript, in the browser. What is submitted meets schedules that you have not seen, and each failure comes back as a short story."
    />
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">Exercises</h1>
    <p class="mt-5 max-w-[52ch] font-serif text-xl leading-relaxed text-muted">
      Each is one file of TypeScript. The public checks run in your browser as often as you like;
      what you submit meets schedules that you have not seen.
    </p>
    {UNITS.map((unit) => {
      const own = exercises.filter((exercise) => exercise.unit === unit)
        .sort((one, other) => one.order - other.order);
      if (own.length === 0) return null;
      return (
        <section key={unit} class="mt-14">
          <h2 class="border-b-2 border-ink pb-3 text-2xl font-semibold tracking-tight">{unit}</h2>
          <ol>
            {own.map(({ slug, title, summary, minutes, points, attempts, best, due }) => (
              <li key={slug} class="border-b border-line">
                <a
                  href={`/exercises/${slug}`}
                  class="group grid gap-x-8 py-6 sm:grid-cols-[1fr_auto]"
                >
                  <h3 class="text-xl font-semibold tracking-tight group-hover:text-accent">
                    {title}
                  </h3>
                  <p class="text-sm text-muted sm:pt-1.5">
                    {best === undefined ? `${minutes} min, ${points} points` : (
                      <>
                        <VerdictMark verdict={best} />, {attempts}{" "}
                        {attempts === 1 ? "attempt" : "attempts"}
                      </>
                    )}
                  </p>
                  <p class="mt-1.5 max-w-[56ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
                    {summary}
                  </p>
                  {best !== "passed" &&
                    due.map(({ cohortId, text }) => (
                      <p key={cohortId} class="col-start-1 mt-1.5 break-words text-sm font-medium">
                        {text}
                      </p>
                    ))}
                </a>
              </li>
            ))}
          </ol>
        </section>
      );
    })}
  </div>
));
