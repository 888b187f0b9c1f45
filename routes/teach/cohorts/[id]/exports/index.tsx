import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { SelectField } from "@/components/Field.tsx";
import { define } from "@/define.ts";
import { cohortOf, exercisesOf } from "@/routes/(_shared)/cohort.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const cohort = await cohortOf(ctx);
    return page({ cohort, exercises: await exercisesOf(ctx, cohort.id) });
  },
});

export default define.page<typeof handler>(({ data: { cohort, exercises }, state }) => {
  const home = `/teach/cohorts/${cohort.id}/exports`;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Exports of ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        title="Exports"
        tab="/exports"
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      <section class="mt-10 max-w-3xl">
        <h2 class="text-2xl font-semibold tracking-tight">Grades</h2>
        <p class="mt-2 text-[0.9375rem] text-muted">
          One line for each member and exercise: state, score, lateness, attempts, times, and
          whether it was set by hand and why. Each download is written down in the audit log.
        </p>
        <form action={`${home}/grades`} class="mt-5 flex flex-wrap items-end gap-3">
          <SelectField label="Exercise" name="exercise">
            <option value="">All</option>
            {exercises.map(({ slug, title }) => <option key={slug} value={slug}>{title}</option>)}
          </SelectField>
          <Button name="format" value="csv">CSV for spreadsheets</Button>
          <Button kind="secondary" name="format" value="json">JSON</Button>
        </form>
      </section>
      <section class="mt-14 max-w-3xl">
        <h2 class="text-2xl font-semibold tracking-tight">The whole cohort</h2>
        <p class="mt-2 text-[0.9375rem] text-muted">
          Settings, members, all that they submitted, every verdict with the hashes of what gave it,
          comments and grades by hand, in one file with a checksum. Another Truthlab can import it
          as a new cohort. It holds no password, no e-mail address of an account and no join code.
        </p>
        <div class="mt-5">
          <ButtonLink href={`${home}/archive`} kind="secondary">Download the archive</ButtonLink>
        </div>
      </section>
    </div>
  );
});
