import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { TextField } from "@/components/Field.tsx";
import { type CohortRow, removeCohortExercise, setCohortExercise } from "@/db/cohorts.ts";
import { countProgress } from "@/db/matrix.ts";
import { define } from "@/define.ts";
import { toInstant, toLocal } from "@/lib/zoned_time.ts";
import {
  actorOf,
  type CohortExerciseEntry,
  cohortOf,
  exercisesOf,
  textFields,
} from "@/routes/(_shared)/cohort.ts";

/** A form that was refused: whose, what it held, and why. */
interface Refused {
  readonly slug: string;
  readonly opens: string;
  readonly due: string;
  readonly message: string;
}

export const handler = define.handlers({
  async GET(ctx) {
    const saved = ctx.url.searchParams.get("saved") ?? undefined;
    return page(await load(ctx, await cohortOf(ctx), { saved }));
  },

  async POST(ctx) {
    const { db, grading } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const field = await textFields(ctx.req);
    const slug = field("slug");
    if ((await grading.exercise(slug)) === undefined) throw new HttpError(404, "No such exercise.");
    if (field("deed") === "remove") {
      await removeCohortExercise(db, { cohortId: cohort.id, slug }, actorOf(ctx));
    } else {
      const [opens, due] = [field("opens"), field("due")];
      try {
        const times = readTimes({ opens, due }, cohort.time_zone);
        await setCohortExercise(db, { cohort_id: cohort.id, slug, ...times }, actorOf(ctx));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        const refused = { slug, opens, due, message: error.message };
        return page(await load(ctx, cohort, { refused }), { status: 422 });
      }
    }
    return ctx.redirect(`/teach/cohorts/${cohort.id}/exercises?saved=${slug}#${slug}`, 303);
  },
});

/** Where a clock shows a time twice, the exercise is open from the first to the second. */
function readTimes({ opens, due }: { opens: string; due: string }, timeZone: string) {
  const opens_at = opens === "" ? null : toInstant(opens, timeZone, "earlier");
  const due_at = due === "" ? null : toInstant(due, timeZone, "later");
  if (opens_at !== null && due_at !== null && opens_at >= due_at) {
    throw new RangeError("It is due before it opens: choose a later due time.");
  }
  return { opens_at, due_at };
}

async function load(
  ctx: Parameters<typeof exercisesOf>[0],
  cohort: CohortRow,
  seen: { readonly saved?: string; readonly refused?: Refused },
) {
  const { db, grading } = ctx.state.services;
  const own = await exercisesOf(ctx, cohort.id);
  const slugs = new Set(own.map(({ slug }) => slug));
  const others = (await grading.exercises()).filter(({ slug }) => !slugs.has(slug))
    .map(({ slug, title }) => ({ slug, title }));
  const progress = Object.fromEntries(await countProgress(db, cohort.id));
  return { cohort, own, others, progress, ...seen };
}

export default define.page<typeof handler>(({ data, state }) => {
  const { cohort, own, others, progress, saved, refused } = data;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Exercises: ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        tab="/exercises"
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      <p class="mt-8 max-w-[60ch] font-serif text-lg leading-relaxed text-muted">
        {`All times are those of ${cohort.time_zone}. Without an opening time an exercise is open, and ` +
          "without a due time nothing is late."}
      </p>
      <ul class="mt-6 border-t-2 border-ink">
        {own.map((exercise) => (
          <Exercise
            key={exercise.slug}
            {...{ cohort, exercise }}
            mayChange={state.isInstructor}
            progress={progress[exercise.slug]}
            isSaved={saved === exercise.slug}
            refused={refused?.slug === exercise.slug ? refused : undefined}
          />
        ))}
      </ul>
      {others.length > 0 && state.isInstructor && <Others others={others} />}
    </div>
  );
});

function Exercise({ cohort, exercise, progress, mayChange, isSaved, refused }: {
  cohort: CohortRow;
  exercise: CohortExerciseEntry;
  progress?: { passed: number; stuck: number; begun: number };
  mayChange: boolean;
  isSaved: boolean;
  refused?: Refused;
}) {
  const { slug, title, opens_at, due_at } = exercise;
  const local = (iso: string | null) => iso === null ? "" : toLocal(iso, cohort.time_zone);
  const errorId = refused ? `${slug}-error` : undefined;
  const time = { type: "datetime-local" as const };
  return (
    <li id={slug} class="grid gap-x-10 gap-y-4 border-b border-line py-5 lg:grid-cols-[1fr_auto]">
      <div>
        <h2 class="text-xl font-semibold tracking-tight">
          <a href={`/teach/cohorts/${cohort.id}/exercises/${slug}`} class="hover:text-accent">
            {title}
          </a>
        </h2>
        <p class="mt-1 text-[0.9375rem] text-muted">
          {`${progress?.passed ?? 0} of ${cohort.members} passed`}
          {(progress?.stuck ?? 0) > 0 && `, ${progress!.stuck} stuck`}
          {isSaved && <span role="status" class="ml-3 font-medium text-good">Saved.</span>}
        </p>
      </div>
      {mayChange
        ? (
          <form
            method="post"
            aria-describedby={errorId}
            class="grid grid-cols-2 items-end gap-3 sm:grid-cols-[13.5rem_13.5rem_auto_auto]"
          >
            <input type="hidden" name="slug" value={slug} />
            <TextField
              label="Opens"
              name="opens"
              value={refused?.opens ?? local(opens_at)}
              {...time}
            />
            <TextField label="Due" name="due" value={refused?.due ?? local(due_at)} {...time} />
            <Button kind="secondary" aria-label={`Save the times of ${title}`}>Save</Button>
            <Button
              kind="secondary"
              name="deed"
              value="remove"
              aria-label={`Take out ${title}`}
            >
              Take out
            </Button>
          </form>
        )
        : (
          <p class="text-[0.9375rem] text-muted">
            {`Opens: ${local(opens_at).replace("T", " ") || "at once"}. `}
            {`Due: ${local(due_at).replace("T", " ") || "never"}.`}
          </p>
        )}
      {refused && (
        <p id={errorId} role="alert" class="font-medium text-bad lg:col-span-2">
          {refused.message}
        </p>
      )}
    </li>
  );
}

function Others({ others }: { others: readonly { slug: string; title: string }[] }) {
  return (
    <section class="mt-12">
      <h2 class="text-xl font-semibold tracking-tight">Not in this cohort</h2>
      <ul class="mt-4 flex flex-wrap gap-3">
        {others.map(({ slug, title }) => (
          <li key={slug}>
            <form method="post">
              <input type="hidden" name="slug" value={slug} />
              <Button kind="secondary">{`Add ${title}`}</Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
