import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { SelectField } from "@/components/Field.tsx";
import {
  addCohortInstructor,
  type CohortInstructor,
  listCandidates,
  listCohortInstructors,
  removeCohortInstructor,
} from "@/db/cohort_instructors.ts";
import { archiveCohort, changeCohort, type CohortRow } from "@/db/cohorts.ts";
import { define } from "@/define.ts";
import { actorOf, cohortOf, textFields } from "@/routes/(_shared)/cohort.ts";
import { type CohortDraft, CohortFields, readCohort } from "@/routes/(_shared)/cohort_form.tsx";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const cohort = await cohortOf(ctx);
    const isSaved = ctx.url.searchParams.has("saved");
    return page({ ...await loadCharge(ctx, cohort), draft: draftOf(cohort), isSaved });
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
          const loaded = await loadCharge(ctx, cohort);
          return page({ ...loaded, draft: read.draft, isSaved: false }, { status: 422 });
        }
        await changeCohort(db, cohort.id, read.settings, actorId);
        break;
      }
      case "add instructor":
      case "remove instructor":
        await changeCharge(ctx, cohort, field);
        break;
      default:
        throw new HttpError(400, "The form does not say what to do.");
    }
    // Whoever gives up their own charge has no settings here any more.
    const isLeaving = field("deed") === "remove instructor" && field("instructor") === actorId &&
      ctx.state.learner!.role !== "owner";
    return ctx.redirect(`/teach/cohorts/${cohort.id}${isLeaving ? "" : "/settings?saved"}`, 303);
  },
});

/** Who is in charge, and who else could be. */
async function loadCharge(ctx: Context<State>, cohort: CohortRow) {
  const { db } = ctx.state.services;
  const [instructors, candidates] = await Promise.all([
    listCohortInstructors(db, cohort.id),
    listCandidates(db, cohort.id),
  ]);
  return { cohort, instructors, candidates };
}

async function changeCharge(
  ctx: Context<State>,
  { id: cohortId }: CohortRow,
  field: (name: string) => string,
): Promise<void> {
  const { db } = ctx.state.services;
  const change = { cohortId, learnerId: field("instructor"), actorId: actorOf(ctx) };
  const isAdding = field("deed") === "add instructor";
  const isDone = await (isAdding ? addCohortInstructor : removeCohortInstructor)(db, change);
  if (!isDone) throw new HttpError(409, "They are no instructor, or it was done already.");
}

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

export default define.page<typeof handler>(({ data, state }) => {
  const { cohort, instructors, candidates, draft, isSaved } = data;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Settings: ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        tab="/settings"
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      {isSaved && <p role="status" class="mt-6 font-medium text-good">Saved.</p>}
      <div class="mt-8 grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
        <form method="post">
          <CohortFields draft={draft} />
          <div class="mt-8">
            <Button name="deed" value="change">Save</Button>
          </div>
        </form>
        <div class="space-y-12">
          <Charge instructors={instructors} candidates={candidates} />
          <Archive cohort={cohort} />
        </div>
      </div>
    </div>
  );
});

function Charge({ instructors, candidates }: {
  instructors: readonly CohortInstructor[];
  candidates: readonly { id: string; name: string }[];
}) {
  return (
    <section>
      <h2 class="text-xl font-semibold tracking-tight">In charge</h2>
      <p class="mt-2 max-w-[48ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
        They, and owners, change this cohort, its roster and its grades, export it and regrade it.
        All others of the staff look and comment.
      </p>
      <ul class="mt-3 border-t border-line">
        {instructors.length === 0 && (
          <li class="border-b border-line py-2.5">
            Nobody but owners.
          </li>
        )}
        {instructors.map(({ id, name, role }) => (
          <li key={id} class="flex items-center gap-4 border-b border-line py-2.5">
            <span class="min-w-0 flex-1 break-words">
              {name} <span class="text-sm text-muted">{role}</span>
            </span>
            <form method="post">
              <input type="hidden" name="instructor" value={id} />
              <Button
                kind="secondary"
                name="deed"
                value="remove instructor"
                aria-label={`Remove ${name}`}
              >
                Remove
              </Button>
            </form>
          </li>
        ))}
      </ul>
      {candidates.length > 0 && (
        <form method="post" class="mt-4 flex items-end gap-3">
          <div class="min-w-0 flex-1">
            <SelectField label="Another instructor" name="instructor">
              {candidates.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </SelectField>
          </div>
          <Button kind="secondary" name="deed" value="add instructor">Add</Button>
        </form>
      )}
    </section>
  );
}

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
