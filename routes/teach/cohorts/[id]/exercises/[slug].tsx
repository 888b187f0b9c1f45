import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { BarTable } from "@/components/BarTable.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { FailureTable } from "@/components/FailureTable.tsx";
import {
  countFailuresByDay,
  type FailureGroup,
  listExerciseStandings,
  listFailureGroups,
  listStuck,
  type Stuck,
} from "@/db/exercise_stats.ts";
import { define } from "@/define.ts";
import { describeShape } from "@/grading/counterexample_shape.ts";
import { STUCK_RUN } from "@/lib/matrix_view.ts";
import { formatIn } from "@/lib/zoned_time.ts";
import { cohortOf, exercisesOf } from "@/routes/(_shared)/cohort.ts";
import { attemptBars, failureRows, timeBars } from "@/routes/(_shared)/exercise_stats.ts";
import type { State } from "@/routes/(_shared)/state.ts";

const STUCK_MAX = 30;
const GROUPS_MAX = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const { db } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const { slug } = ctx.params;
    const exercise = (await exercisesOf(ctx, cohort.id)).find((each) => each.slug === slug);
    if (exercise === undefined) {
      throw new HttpError(404, "This cohort does not do such an exercise.");
    }
    const [standings, stuck, failures, groups] = await Promise.all([
      listExerciseStandings(db, cohort.id, slug),
      listStuck(db, cohort.id, slug, STUCK_MAX),
      countFailuresByDay(db, cohort.id, slug),
      listFailureGroups(db, cohort.id, slug, GROUPS_MAX),
    ]);
    const told = await Promise.all(groups.map((group) => describe(ctx, group)));
    return page({ cohort, exercise, standings, stuck, failures, groups: told });
  },
});

/** A group, with what happens in its counterexamples. */
type ToldGroup = FailureGroup & { readonly steps: string };

async function describe(ctx: Context<State>, group: FailureGroup): Promise<ToldGroup> {
  const example = await ctx.state.services.grading.submission(group.example);
  const check = example?.verdict?.checks.find(({ name }) => name === group.check);
  const counterexample = check?.counterexample;
  return { ...group, steps: counterexample ? describeShape(counterexample) : "" };
}

export default define.page<typeof handler>(({ data, state }) => {
  const { cohort, exercise, standings, stuck, failures, groups } = data;
  const passed = standings.filter(({ state }) => state === "passed").length;
  const isStuck = standings.filter((each) =>
    each.state !== "passed" && each.failing_run >= STUCK_RUN
  ).length;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`${exercise.title}: ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        title={exercise.title}
        tab="/exercises"
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      <Figures
        figures={[
          ["Passed", passed],
          ["Working on it", standings.length - passed - isStuck],
          ["Stuck", isStuck],
          ["Not begun", Number(cohort.members) - standings.length],
        ]}
      />
      <div class="mt-12 grid gap-x-16 gap-y-14 lg:grid-cols-2">
        <Part title="Attempts to pass">
          <BarTable
            caption="How many learners needed how many attempts to pass"
            heads={["Attempts", "Learners"]}
            bars={attemptBars(standings)}
            empty="Nobody has passed yet."
          />
        </Part>
        <Part title="From the first attempt to passing">
          <BarTable
            caption="How long learners needed to pass"
            heads={["Time", "Learners"]}
            bars={timeBars(standings)}
            empty="Nobody has passed yet."
          />
        </Part>
      </div>
      <div class="mt-14 space-y-14">
        <Part title="Failures by check">
          <FailureTable {...failureRows(failures)} />
        </Part>
        <Part title="The commonest ways to fail">
          <Groups groups={groups} />
        </Part>
        <Part title="Who is stuck">
          <StuckList {...{ stuck }} all={isStuck} cohort={cohort} slug={exercise.slug} />
        </Part>
      </div>
    </div>
  );
});

function Figures({ figures }: { figures: readonly (readonly [string, number])[] }) {
  return (
    <dl class="mt-8 flex flex-wrap gap-x-12 gap-y-4">
      {figures.map(([name, value]) => (
        <div key={name} class="flex flex-col-reverse">
          <dt class="text-[0.9375rem] text-muted">{name}</dt>
          <dd class="text-3xl font-semibold tabular-nums tracking-tight">
            {value.toLocaleString("en")}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2 class="mb-4 border-b-2 border-ink pb-2 text-xl font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function Groups({ groups }: { groups: readonly ToldGroup[] }) {
  if (groups.length === 0) return <p class="text-muted">No counterexample yet.</p>;
  return (
    <>
      <p class="mb-4 max-w-[70ch] text-[0.9375rem] text-muted">
        Submissions whose shrunk schedules do the same to the same nodes, whatever these are called,
        at the same check: most likely one mistake. #1 is the node that comes first in the schedule.
        The example shows nobody's name.
      </p>
      <ol>
        {groups.map(({ check, shape, steps, submissions, learners, example }) => (
          <li
            key={`${check} ${shape}`}
            class="grid gap-x-6 gap-y-1 border-b border-line py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-baseline"
          >
            <span class="min-w-0">
              <span class="break-words font-mono text-[0.8125rem]">{check}</span>
              {steps !== "" && (
                <span class="block break-words text-sm text-muted">{foldRepeats(steps)}</span>
              )}
            </span>
            <span class="text-[0.9375rem] tabular-nums text-muted">
              {`${learners} ${learners === 1 ? "learner" : "learners"}, ${submissions} ${
                submissions === 1 ? "submission" : "submissions"
              }`}
            </span>
            <a
              href={`/teach/show/${example}/${check}`}
              aria-label={`Show one that fails at ${check}, without a name`}
              class="text-[0.9375rem] font-medium text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
            >
              Show one
            </a>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Eleven times the same is said once, with the number. */
function foldRepeats(steps: string): string {
  const folded: { step: string; times: number }[] = [];
  for (const step of steps.split(", ")) {
    const last = folded.at(-1);
    if (last?.step === step) last.times++;
    else folded.push({ step, times: 1 });
  }
  return folded.map(({ step, times }) => times === 1 ? step : `${step} ×${times}`).join(", ");
}

function StuckList({ stuck, all, cohort, slug }: {
  stuck: readonly Stuck[];
  all: number;
  cohort: { readonly id: string; readonly time_zone: string };
  slug: string;
}) {
  const home = `/teach/cohorts/${cohort.id}`;
  return (
    <>
      <p class="mb-4 max-w-[70ch] text-[0.9375rem] text-muted">
        {`Who has not passed, and whose last ${STUCK_RUN} graded submissions or more fail first at ` +
          "the same check. Whether they are still at it, the time of the last one tells."}
      </p>
      {stuck.length === 0 && <p>Nobody.</p>}
      <ol>
        {stuck.map(({ id, name, check, run, lastAt }) => (
          <li
            key={id}
            class="grid gap-x-6 gap-y-1 border-b border-line py-2.5 sm:grid-cols-[14rem_minmax(0,1fr)_auto] sm:items-baseline"
          >
            <a
              href={`${home}/learners/${encodeURIComponent(id)}?exercise=${slug}`}
              class="font-medium hover:text-accent"
            >
              {name}
            </a>
            <span class="text-[0.9375rem]">
              {`${run} times in a row at `}
              <span class="break-words font-mono text-[0.8125rem]">{check}</span>
            </span>
            <span class="text-sm text-muted">{formatIn(lastAt, cohort.time_zone)}</span>
          </li>
        ))}
      </ol>
      {all > stuck.length && (
        <p class="mt-4 font-medium text-accent">
          <a href={`${home}?exercise=${slug}&progress=stuck`} class="hover:underline">
            {`All ${all.toLocaleString("en")}`}
          </a>
        </p>
      )}
    </>
  );
}
