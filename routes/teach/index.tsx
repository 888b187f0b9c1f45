import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "@/components/Button.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { type CohortRow, listCohorts } from "@/db/cohorts.ts";
import { define } from "@/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page({ cohorts: await listCohorts(ctx.state.services.db) });
  },
});

export default define.page<typeof handler>(({ data: { cohorts }, state }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-12 sm:px-8 sm:py-16">
    <Head>
      <title>Cohorts · Truthlab</title>
    </Head>
    <TeachNav here="/teach" role={state.learner!.role} />
    <div class="mt-8 flex flex-wrap items-end justify-between gap-4">
      <h1 class="text-4xl font-semibold tracking-[-0.03em]">Cohorts</h1>
      <div class="flex flex-wrap gap-3">
        <ButtonLink href="/teach/cohorts/import" kind="secondary">Import</ButtonLink>
        <ButtonLink href="/teach/cohorts/new">New cohort</ButtonLink>
      </div>
    </div>
    {cohorts.length === 0
      ? (
        <p class="mt-8 max-w-[50ch] font-serif text-xl leading-relaxed text-muted">
          There is no cohort yet. Make one, and give its join code to your learners: what they
          submit then shows here, and what they have submitted before.
        </p>
      )
      : (
        <ul class="mt-8 border-t-2 border-ink">
          {cohorts.map((cohort) => <Cohort key={cohort.id} cohort={cohort} />)}
        </ul>
      )}
  </div>
));

function Cohort({ cohort }: { cohort: CohortRow }) {
  const { id, name, members, time_zone, join_code, archived_at } = cohort;
  return (
    <li class="border-b border-line">
      <a
        href={`/teach/cohorts/${id}`}
        class="group grid gap-x-8 gap-y-1 py-5 sm:grid-cols-[1fr_auto] sm:items-baseline"
      >
        <h2 class="min-w-0 break-words text-xl font-semibold tracking-tight group-hover:text-accent">
          {name}
        </h2>
        <p class="text-[0.9375rem] text-muted">
          {Number(members).toLocaleString("en")} {Number(members) === 1 ? "learner" : "learners"},
          {" "}
          {time_zone}, {archived_at === null
            ? (
              <>
                code <span class="font-mono text-ink">{join_code}</span>
              </>
            )
            : "archived"}
        </p>
      </a>
    </li>
  );
}
