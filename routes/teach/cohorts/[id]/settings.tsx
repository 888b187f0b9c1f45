import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { archiveCohort, changeCohort, type CohortRow } from "@/db/cohorts.ts";
import { define } from "@/define.ts";
import { actorOf, cohortOf, textFields } from "@/routes/(_shared)/cohort.ts";
import { type CohortDraft, CohortFields, readCohort } from "@/routes/(_shared)/cohort_form.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const cohort = await cohortOf(ctx);
    return page({ cohort, draft: draftOf(cohort), isSaved: ctx.url.searchParams.has("saved") });
  },

  async POST(ctx) {
    const cohort = await cohortOf(ctx);
    const { db } = ctx.state.services;
    const field = await textFields(ctx.req);
    const actorId = actorOf(ctx);
    switch (field("deed")) {
      case "archive":
        await archiveCohort(db, cohort.id, { isArchived: true, actorId });
        break;
      case "unarchive":
        await archiveCohort(db, cohort.id, { isArchived: false, actorId });
        break;
      case "change": {
        const read = readCohort(field);
        if ("draft" in read) {
          return page({ cohort, draft: read.draft, isSaved: false }, { status: 422 });
        }
        await changeCohort(db, cohort.id, read.settings, actorId);
        break;
      }
      default:
        throw new HttpError(400, "The form does not say what to do.");
    }
    return ctx.redirect(`/teach/cohorts/${cohort.id}/settings?saved`, 303);
  },
});

function draftOf(cohort: CohortRow): CohortDraft {
  const { name, time_zone, late_rule, late_percent, hidden_names, solutions_open } = cohort;
  return {
    values: {
      name,
      timeZone: time_zone,
      lateRule: late_rule,
      latePercent: String(late_percent),
      hiddenNames: hidden_names,
      solutionsOpen: solutions_open,
    },
    errors: {},
  };
}

export default define.page<typeof handler>(({ data: { cohort, draft, isSaved }, state }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`Settings: ${cohort.name} · Truthlab`}</title>
    </Head>
    <CohortHeader cohort={cohort} tab="/settings" role={state.learner!.role} />
    {isSaved && <p role="status" class="mt-6 font-medium text-good">Saved.</p>}
    <div class="mt-8 grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
      <form method="post">
        <CohortFields draft={draft} />
        <div class="mt-8">
          <Button name="deed" value="change">Save</Button>
        </div>
      </form>
      <Archive cohort={cohort} />
    </div>
  </div>
));

function Archive({ cohort: { archived_at } }: { cohort: CohortRow }) {
  return (
    <section>
      <h2 class="text-xl font-semibold tracking-tight">Archive</h2>
      <p class="mt-2 max-w-[48ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
        {archived_at === null
          ? "In the archive nobody can join the cohort, and its times and rules hold no longer. " +
            "Nothing is deleted, and it can be taken out again."
          : "The cohort is in the archive. Taken out, its join code, times and rules hold again."}
      </p>
      <form method="post" class="mt-4">
        <Button kind="secondary" name="deed" value={archived_at === null ? "archive" : "unarchive"}>
          {archived_at === null ? "Put it into the archive" : "Take it out of the archive"}
        </Button>
      </form>
    </section>
  );
}
