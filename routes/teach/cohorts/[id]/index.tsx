import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { SelectField, TextField } from "@/components/Field.tsx";
import { define } from "@/define.ts";
import Matrix from "@/islands/Matrix.tsx";
import { type MatrixView, PROGRESS, STUCK_RUN } from "@/lib/matrix_view.ts";
import { cohortOf } from "@/routes/(_shared)/cohort.ts";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readMatrixView } from "@/routes/(_shared)/read_matrix_view.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const cohort = await cohortOf(ctx);
    const joinAt = `${placeOf(ctx).origin}/account/sign-up?code=${cohort.join_code}`;
    return page({ cohort, joinAt, view: await readMatrixView(ctx, cohort) });
  },
});

export default define.page<typeof handler>(({ data: { cohort, joinAt, view }, state }) => (
  <div class="mx-auto max-w-[96rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`${cohort.name} · Truthlab`}</title>
    </Head>
    <CohortHeader
      cohort={cohort}
      tab=""
      role={state.learner!.role}
      othersInCharge={state.othersInCharge}
    />
    {view.members > 0 && <Filter view={view} />}
    <Matrix view={view} joinAt={joinAt} />
    {view.members > 0
      ? (
        <p class="mt-6 max-w-[75ch] text-sm text-muted">
          {`Times are those of ${cohort.time_zone}. Stuck is who has not passed, and whose last ` +
            `${STUCK_RUN} graded submissions or more fail first at the same check. A score is the ` +
            "best, after what lateness takes off; behind it stands the number of attempts. "}
          Points are the scores, by what each exercise is worth. A tinted cell is where somebody is
          stuck.
        </p>
      )
      : (
        <p class="mt-6 flex flex-wrap gap-3">
          <ButtonLink href={`/teach/cohorts/${cohort.id}/people/import`}>
            Import a roster
          </ButtonLink>
          <ButtonLink href={`/teach/cohorts/${cohort.id}/exercises`} kind="secondary">
            Set the times
          </ButtonLink>
        </p>
      )}
  </div>
));

function Filter({ view: { asked, exercises } }: { view: MatrixView }) {
  return (
    <form class="mt-8 flex flex-wrap items-end gap-3">
      <div class="w-full sm:w-56">
        <TextField label="Name" name="q" type="search" value={asked.q} />
      </div>
      <SelectField label="Exercise" name="exercise">
        <option value="">Any</option>
        {exercises.map(({ slug, title }) => (
          <option key={slug} value={slug} selected={slug === asked.exercise}>{title}</option>
        ))}
      </SelectField>
      <SelectField label="State" name="progress">
        <option value="">Any</option>
        {PROGRESS.map((progress) => (
          <option key={progress} value={progress} selected={progress === asked.progress}>
            {progress[0].toUpperCase() + progress.slice(1)}
          </option>
        ))}
      </SelectField>
      {asked.sort !== "name" && <input type="hidden" name="sort" value={asked.sort} />}
      {asked.order !== "asc" && <input type="hidden" name="order" value={asked.order} />}
      <Button kind="secondary">Show</Button>
    </form>
  );
}
