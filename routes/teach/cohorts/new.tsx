import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { createCohort, listCohorts } from "@/db/cohorts.ts";
import { define } from "@/define.ts";
import { actorOf, textFields } from "@/routes/(_shared)/cohort.ts";
import { CohortFields, NEW_COHORT, readCohort } from "@/routes/(_shared)/cohort_form.tsx";

export const handler = define.handlers({
  /** Who has made a cohort is likely to be where they were. */
  async GET(ctx) {
    const [newest] = await listCohorts(ctx.state.services.db);
    const { values } = NEW_COHORT;
    const timeZone = newest?.time_zone ?? values.timeZone;
    return page({ draft: { ...NEW_COHORT, values: { ...values, timeZone } } });
  },

  /** Makes a cohort that does all exercises, without times: both can be changed at once. */
  async POST(ctx) {
    const read = readCohort(await textFields(ctx.req));
    if ("draft" in read) return page(read, { status: 422 });
    const { db, grading } = ctx.state.services;
    const slugs = (await grading.exercises()).map(({ slug }) => slug);
    const id = await createCohort(db, read.settings, { actorId: actorOf(ctx), slugs });
    return ctx.redirect(`/teach/cohorts/${id}/people`, 303);
  },
});

export default define.page<typeof handler>(({ data: { draft } }) => (
  <div class="mx-auto max-w-2xl px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>New cohort · Truthlab</title>
    </Head>
    <Breadcrumbs trail={[{ href: "/teach", label: "Cohorts" }]} />
    <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">New cohort</h1>
    <form method="post" class="mt-8">
      <CohortFields draft={draft} />
      <div class="mt-8">
        <Button>Make the cohort</Button>
      </div>
    </form>
  </div>
));
