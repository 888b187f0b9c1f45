import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { mayHelp } from "@/auth/reset_links.ts";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { HintsSeen } from "@/components/HintsSeen.tsx";
import type { CohortRow } from "@/db/cohorts.ts";
import { findLearner } from "@/db/learners.ts";
import { isMember } from "@/db/members.ts";
import { listOverrides, setOverride, withdrawOverride } from "@/db/overrides.ts";
import { listStandings, listTimeline } from "@/db/timeline.ts";
import { define } from "@/define.ts";
import { readHints } from "@/grading/hints.ts";
import {
  actorOf,
  type CohortExerciseEntry,
  cohortOf,
  exercisesOf,
  textFields,
} from "@/routes/(_shared)/cohort.ts";
import {
  ExerciseTabs,
  type GradeDraft,
  HandGrades,
  readGrade,
  Timeline,
} from "@/routes/(_shared)/learner_page.tsx";
import type { State } from "@/routes/(_shared)/state.ts";

const PAGE_SIZE = 20;

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx, await cohortOf(ctx)));
  },

  async POST(ctx) {
    const cohort = await cohortOf(ctx);
    const field = await textFields(ctx.req);
    const { db } = ctx.state.services;
    const slug = field("exercise");
    const exercises = await exercisesOf(ctx, cohort.id);
    if (!exercises.some((exercise) => exercise.slug === slug)) {
      throw new HttpError(404, "This cohort does not do such an exercise.");
    }
    const { learner } = await load(ctx, cohort);
    const of = { cohortId: cohort.id, learnerId: learner.id, slug };
    if (field("deed") === "withdraw") await withdrawOverride(db, of, actorOf(ctx));
    else {
      const read = readGrade(field);
      if ("message" in read) return page(await load(ctx, cohort, read), { status: 422 });
      await setOverride(db, of, { ...read, actorId: actorOf(ctx) });
    }
    const address = `/teach/cohorts/${cohort.id}/learners/${encodeURIComponent(learner.id)}`;
    return ctx.redirect(`${address}?exercise=${slug}`, 303);
  },
});

async function load(ctx: Context<State>, cohort: CohortRow, draft?: GradeDraft) {
  const { db } = ctx.state.services;
  const learner = await findLearner(db, ctx.params.learner);
  if (learner === undefined || !await isMember(db, cohort.id, learner.id)) {
    throw new HttpError(404, "There is no such member of this cohort.");
  }
  const [exercises, standings] = await Promise.all([
    exercisesOf(ctx, cohort.id),
    listStandings(db, cohort.id, learner.id),
  ]);
  const { searchParams } = ctx.url;
  const chosen = choose(exercises, standings, searchParams.get("exercise"));
  const slug = chosen?.slug ?? "";
  // Two more than are shown: the last is compared with the one before it, and tells of older ones.
  const [hints, attempts, overrides] = await Promise.all([
    readHints(db, learner.id, slug),
    listTimeline(db, {
      ...{ learnerId: learner.id, slug, limit: PAGE_SIZE + 1 },
      before: searchParams.get("before") ?? undefined,
    }),
    listOverrides(db, { cohortId: cohort.id, learnerId: learner.id, slug }),
  ]);
  return { cohort, learner, exercises, standings, chosen, hints, attempts, overrides, draft };
}

/** What was asked for, else what they worked on last, else the first. */
function choose(
  exercises: readonly CohortExerciseEntry[],
  standings: readonly { slug: string; last_at: string }[],
  asked: string | null,
): CohortExerciseEntry | undefined {
  const find = (slug: string | undefined | null) => exercises.find((each) => each.slug === slug);
  const latest = standings.filter(({ slug }) => find(slug))
    .toSorted((one, other) => one.last_at < other.last_at ? 1 : -1)[0];
  return find(asked) ?? find(latest?.slug) ?? exercises[0];
}

export default define.page<typeof handler>(({ data, state }) => {
  const { cohort, learner, exercises, standings, chosen, hints, attempts, overrides, draft } = data;
  const home = `/teach/cohorts/${cohort.id}/learners/${encodeURIComponent(learner.id)}`;
  const standing = standings.find(({ slug }) => slug === chosen?.slug);
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`${learner.name}: ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        title={learner.name}
        tab=""
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      <p class="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-[0.9375rem]">
        {state.isInstructor && (
          <a
            href={`/teach/cohorts/${cohort.id}/learners/${encodeURIComponent(learner.id)}/record`}
            class="text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
          >
            Download the full record
          </a>
        )}
        {mayHelp(state.learner!.role, learner.role) && (
          <a
            href={`/teach/people/${encodeURIComponent(learner.id)}`}
            class="text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
          >
            Cannot sign in? Tokens, shared links
          </a>
        )}
      </p>
      <div class="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <ExerciseTabs {...{ exercises, standings, home }} chosen={chosen?.slug} />
        {chosen && (
          <div class="min-w-0">
            <h2 class="mb-5 text-2xl font-semibold tracking-tight">{chosen.title}</h2>
            <HandGrades
              {...{ overrides, draft, standing }}
              slug={chosen.slug}
              timeZone={cohort.time_zone}
              mayGrade={state.isInstructor}
            />
            <Timeline
              attempts={attempts}
              size={PAGE_SIZE}
              exercise={chosen}
              address={`${home}?exercise=${chosen.slug}`}
              timeZone={cohort.time_zone}
            />
            <HintsSeen hints={hints} />
          </div>
        )}
      </div>
    </div>
  );
});
