import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "@/components/Button.tsx";
import { type Verdict, VerdictMark } from "@/components/VerdictMark.tsx";
import { type ExerciseProgress, listExerciseProgress } from "@/db/exercise_progress.ts";
import { define } from "@/define.ts";
import type { ExerciseEntry } from "@/grading/exercises.ts";
import ChapterProgress from "@/islands/ChapterProgress.tsx";
import { groupParts } from "@/routes/(_shared)/group_parts.ts";
import { listSections } from "@/routes/(_shared)/sections.ts";
import { tellSpan } from "@/routes/(_shared)/tell_span.ts";

const UNITS = ["Clocks", "CRDTs", "Raft"] as const;

export const handler = define.handlers({
  async GET(ctx) {
    const { services, learner } = ctx.state;
    const { db, grading } = services;
    const progress = learner && await listExerciseProgress(db, learner.id);
    const exercises = (await grading.exercises())
      .map((exercise) => ({ exercise, progress: progress?.get(exercise.slug) }))
      .sort((one, other) => one.exercise.order - other.exercise.order);
    const parts = groupParts(await listSections()).map((part) => ({
      ...part,
      sections: part.sections.map(({ slug, title, order, questions }) => ({
        ...{ slug, title, order },
        questions: questions.map(({ key }) => key),
      })),
    }));
    return page({ exercises, parts }, { headers: { "Cache-Control": "private, no-store" } });
  },
});

export default define.page<typeof handler>(({ data: { exercises, parts }, state }) => (
  <div class="mx-auto max-w-4xl px-4 py-14 sm:px-8 sm:py-20">
    <Head>
      <title>Progress · Truthlab</title>
    </Head>
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">Progress</h1>
    <section class="mt-12">
      <h2 class="border-b-2 border-ink pb-3 text-2xl font-semibold tracking-tight">Exercises</h2>
      <p class="mt-3 max-w-[60ch] text-[0.9375rem] text-muted">
        {tellPassed(exercises.map(({ progress }) => progress))}{" "}
        Times go from the first draft that was saved here, or the first attempt, to the attempt that
        passed; nights and breaks are in them.
      </p>
      {UNITS.map((unit) => (
        <Unit
          key={unit}
          unit={unit}
          rows={exercises.filter(({ exercise }) => exercise.unit === unit)}
        />
      ))}
    </section>
    <section class="mt-16">
      <h2 class="border-b-2 border-ink pb-3 text-2xl font-semibold tracking-tight">The chapter</h2>
      <ChapterProgress parts={parts} />
    </section>
    {state.learner !== undefined && <OwnData isStaff={state.isStaff} />}
  </div>
));

interface Row {
  readonly exercise: ExerciseEntry;
  /** Undefined where nothing was begun. */
  readonly progress: ExerciseProgress | undefined;
}

function tellPassed(all: readonly (ExerciseProgress | undefined)[]): string {
  const passed = all.filter((progress) => progress?.state === "passed").length;
  return `${passed} of ${all.length} passed.`;
}

function Unit({ unit, rows }: { unit: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3 class="mt-8 text-sm font-semibold">{unit}</h3>
      <ol class="mt-2 border-t border-line">
        {rows.map(({ exercise: { slug, title }, progress }) => (
          <li
            key={slug}
            class="flex flex-wrap items-baseline gap-x-6 gap-y-0.5 border-b border-line py-3"
          >
            <a href={`/exercises/${slug}`} class="mr-auto text-lg font-semibold hover:text-accent">
              {title}
            </a>
            <Standing progress={progress} />
            {progress !== undefined && progress.attempts > 0 && (
              <p class="w-full text-sm text-muted">{tellAttempts(progress)}</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

const MARKS: Partial<Record<ExerciseProgress["state"], Verdict>> = {
  passed: "passed",
  failed: "failed",
  waiting: "queued",
};

function Standing({ progress }: Pick<Row, "progress">) {
  const verdict = MARKS[progress?.state ?? "not begun"];
  if (verdict !== undefined) return <VerdictMark verdict={verdict} />;
  return (
    <span class="text-[0.9375rem] text-muted">
      {progress === undefined ? "Not begun" : "Draft"}
    </span>
  );
}

function tellAttempts({ attempts, best, toPassMs }: ExerciseProgress): string {
  const parts = [attempts === 1 ? "1 attempt" : `${attempts} attempts`];
  if (best !== null) parts.push(`best score ${best} of 100`);
  if (toPassMs !== null) parts.push(`${tellSpan(toPassMs)} to pass`);
  return parts.join(", ");
}

function OwnData({ isStaff }: { isStaff: boolean }) {
  return (
    <section class="mt-16">
      <h2 class="border-b-2 border-ink pb-3 text-2xl font-semibold tracking-tight">Your data</h2>
      <p class="mt-3 max-w-[60ch] text-[0.9375rem] text-muted">
        All that is stored of you here, as one file of JSON: drafts, attempts with their verdicts,
        classes, names of tokens. What your browser keeps of the chapter is not in it.
      </p>
      <div class="mt-4 flex flex-wrap gap-3">
        <ButtonLink href="/progress/export" kind="secondary">Export it</ButtonLink>
        {!isStaff && <ButtonLink href="/progress/delete" kind="secondary">Delete it</ButtonLink>}
      </div>
    </section>
  );
}
