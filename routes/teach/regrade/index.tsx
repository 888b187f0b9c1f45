import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { SelectField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { When } from "@/components/When.tsx";
import { type Affected, countAffected, type GraderNow, type Reach } from "@/db/affected.ts";
import { keepOwnCohorts } from "@/db/cohort_instructors.ts";
import { type CohortRow, listCohortExercises, listCohorts } from "@/db/cohorts.ts";
import {
  listOpenRegrades,
  listRegrades,
  type OpenRegrade,
  type StoredRegrade,
} from "@/db/regrades.ts";
import { define } from "@/define.ts";
import { beginRegrade } from "@/grading/regrade.ts";
import { regradeReach } from "@/grading/regrade_reach.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import { regradeStanding, SCOPES } from "@/routes/(_shared)/regrade_words.ts";
import type { State } from "@/routes/(_shared)/state.ts";

/** An exercise with what its present grader did not grade. */
interface Row extends Affected {
  readonly slug: string;
  readonly title: string;
  /** How many more are of learners who do the exercise in another's cohort too. */
  readonly elsewhere: number;
  /** Trials that are not over, and may have some of them. */
  readonly open: readonly OpenRegrade[];
}

const REGRADES_MAX = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const [exercises, choice] = await Promise.all([grading.exercises(), chooseReach(ctx)]);
    const titles = new Map(exercises.map(({ slug, title }) => [slug, title]));
    const rows = choice.reach === undefined ? [] : await listRows(ctx, titles, choice.reach);
    return page({ ...choice, rows, titles, regrades: await listRegrades(db, REGRADES_MAX) });
  },

  async POST(ctx) {
    const { db, grading } = ctx.state.services;
    const form = await readForm(ctx.req);
    const [slug, scope, cohort] = ["slug", "scope", "cohort"].map((name) => textOf(form.get(name)));
    const reach = await regradeReach(db, ctx.state.learner!, cohort || null);
    if (reach === undefined) throw new HttpError(403, NOT_IN_CHARGE);
    const now = (await gradersIn(ctx, reach)).find((each) => each.slug === slug);
    if (now === undefined || !Object.hasOwn(SCOPES, scope)) {
      throw new HttpError(400, "Choose an exercise, and which submissions.");
    }
    const id = await beginRegrade(db, {
      ...{ now, reach, actorId: actorOf(ctx) },
      scope: scope as StoredRegrade["scope"],
    });
    grading.wake();
    return ctx.redirect(`/teach/regrade/${id}`, 303);
  },
});

const NOT_IN_CHARGE =
  "Only who is in charge of a cohort may regrade it, and only owners everybody.";

/** Whom the page is about: what was asked for, else the widest that one may regrade. */
async function chooseReach(
  ctx: Context<State>,
): Promise<{ cohorts: readonly CohortRow[]; reach: Reach | undefined }> {
  const { learner, services: { db } } = ctx.state;
  const all = await listCohorts(db);
  const isOwner = learner!.role === "owner";
  const cohorts = isOwner ? all : await keepOwnCohorts(db, all, learner!.id);
  const asked = ctx.url.searchParams.get("cohort") || null;
  if (asked !== null && !all.some(({ id }) => id === asked)) {
    throw new HttpError(404, "There is no such cohort.");
  }
  const cohortId = asked ?? (isOwner ? null : cohorts[0]?.id ?? null);
  const reach = await regradeReach(db, learner!, cohortId);
  if (reach === undefined && asked !== null) throw new HttpError(403, NOT_IN_CHARGE);
  return { cohorts, reach };
}

/** The graders of the exercises that are within reach: those of the cohort, or all. */
async function gradersIn({ state }: Context<State>, { cohortId }: Reach): Promise<GraderNow[]> {
  const { db, grading } = state.services;
  const all = grading.gradersNow();
  if (cohortId === null) return [...all];
  const done = new Set((await listCohortExercises(db, cohortId)).map(({ slug }) => slug));
  return all.filter(({ slug }) => done.has(slug));
}

async function listRows(
  ctx: Context<State>,
  titles: ReadonlyMap<string, string>,
  reach: Reach,
): Promise<Row[]> {
  const { db } = ctx.state.services;
  const graders = await gradersIn(ctx, reach);
  const counts = await countAffected(db, graders, reach);
  const everybody = reach.instructorId === null
    ? counts
    : await countAffected(db, graders, { ...reach, instructorId: null });
  const open = (await listOpenRegrades(db)).filter(({ cohort_id }) =>
    reach.cohortId === null || cohort_id === null || cohort_id === reach.cohortId
  );
  return [...titles].filter(([slug]) => counts.has(slug)).map(([slug, title]) => ({
    ...{ slug, title, ...counts.get(slug)! },
    elsewhere: everybody.get(slug)!.submissions - counts.get(slug)!.submissions,
    open: open.filter((regrade) => regrade.slug === slug),
  }));
}

export default define.page<typeof handler>(({ data, state }) => {
  const { rows, titles, cohorts, reach, regrades } = data;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>Regrade · Truthlab</title>
      </Head>
      <TeachNav here="/teach/regrade" role={state.learner!.role} />
      <h1 class="mt-8 text-4xl font-semibold tracking-[-0.03em]">Regrade</h1>
      <p class="mt-4 max-w-[64ch] font-serif text-lg leading-relaxed text-muted">
        A verdict belongs to the grader and the engine that gave it. When one of them changes, try
        the new one here: the trial changes nothing. You see both verdicts side by side, and then
        decide which take effect.
      </p>
      <section class="mt-12">
        <h2 class="text-2xl font-semibold tracking-tight">Graded by something older</h2>
        {reach === undefined
          ? (
            <p class="mt-3 max-w-[64ch] text-[0.9375rem] text-muted">
              You are in charge of no cohort, and regrade none. Whoever is in charge of one, or an
              owner, adds you in its settings.
            </p>
          )
          : (
            <>
              <Choice cohorts={cohorts} reach={reach} />
              <Older rows={rows} reach={reach} />
            </>
          )}
      </section>
      <section class="mt-14">
        <h2 class="text-2xl font-semibold tracking-tight">Trials and regrades</h2>
        {regrades.length === 0
          ? <p class="mt-3 text-[0.9375rem] text-muted">None yet.</p>
          : <Regrades regrades={regrades} titles={titles} />}
      </section>
    </div>
  );
});

/** Whom to regrade, where there is a choice. */
function Choice({ cohorts, reach }: { cohorts: readonly CohortRow[]; reach: Reach }) {
  const isOwner = reach.instructorId === null;
  if (cohorts.length + Number(isOwner) < 2) {
    return <p class="mt-2 text-[0.9375rem] text-muted">{cohorts[0]?.name ?? "Everybody"}</p>;
  }
  return (
    <form method="get" class="mt-5 flex max-w-xl items-end gap-3" aria-label="Whom to regrade">
      <div class="min-w-0 flex-1">
        <SelectField label="Of" name="cohort">
          {isOwner && <option value="">Everybody</option>}
          {cohorts.map(({ id, name, archived_at }) => (
            <option key={id} value={id} selected={id === reach.cohortId}>
              {archived_at === null ? name : `${name} (in the archive)`}
            </option>
          ))}
        </SelectField>
      </div>
      <Button kind="secondary">Show</Button>
    </form>
  );
}

function Older({ rows, reach }: { rows: readonly Row[]; reach: Reach }) {
  const affected = rows.filter(({ submissions, elsewhere }) => submissions + elsewhere > 0);
  const fresh = rows.filter((row) => !affected.includes(row));
  return affected.length === 0
    ? (
      <p class="mt-5 text-[0.9375rem] text-muted">
        Nothing: every verdict is by the grader and the engine that run here now.
      </p>
    )
    : (
      <>
        <ul class="mt-5 border-t-2 border-ink">
          {affected.map((row) => (
            <AffectedRow
              key={row.slug}
              row={row}
              cohortId={reach.cohortId}
            />
          ))}
        </ul>
        {fresh.length > 0 && (
          <p class="mt-4 text-sm text-muted">
            Up to date: {fresh.map(({ title }) => title).join(", ")}.
          </p>
        )}
      </>
    );
}

function AffectedRow({ row, cohortId }: { row: Row; cohortId: string | null }) {
  const { slug, title, all, submissions, learners, kept, elsewhere, open } = row;
  const causes = [
    row.byOtherGrader > 0 && `${row.byOtherGrader} by an earlier grader`,
    row.byOtherEngine > 0 && `${row.byOtherEngine} by an earlier engine`,
    kept > 0 && `${kept} more kept on purpose`,
  ].filter((cause) => cause !== false);
  return (
    <li class="grid items-end gap-x-8 gap-y-4 border-b border-line py-5 md:grid-cols-[1fr_auto]">
      <div>
        <h3 class="text-lg font-semibold">{title}</h3>
        <p class="mt-1 text-[0.9375rem] tabular-nums">
          {`${submissions} of ${all} verdicts, of ${learners} ${
            learners === 1 ? "learner" : "learners"
          }`}
          <span class="block text-sm text-muted">{causes.join(", ")}</span>
          {elsewhere > 0 && (
            <span class="block text-sm text-muted">
              {`${elsewhere} more: their learners do it in another cohort too, which is not yours. ` +
                "An owner regrades them."}
            </span>
          )}
        </p>
        {open.map(({ id, cohort_id, cohort_name }) => (
          <a
            key={id}
            href={`/teach/regrade/${id}`}
            class="mt-1 block text-sm text-accent underline"
          >
            {`A trial of ${cohort_id === null ? "everybody" : cohort_name} is not over`}
          </a>
        ))}
      </div>
      {submissions > 0 && (
        <form method="post" class="grid grid-cols-[1fr_auto] items-end gap-3 sm:flex">
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="cohort" value={cohortId ?? ""} />
          <SelectField label="Try" name="scope">
            {Object.entries(SCOPES).map(([scope, words]) => (
              <option key={scope} value={scope} selected={scope === "best"}>{words}</option>
            ))}
          </SelectField>
          <Button kind="secondary" aria-label={`Begin the trial: ${title}`}>Begin the trial</Button>
        </form>
      )}
    </li>
  );
}

function Regrades({ regrades, titles }: {
  regrades: readonly StoredRegrade[];
  titles: ReadonlyMap<string, string>;
}) {
  return (
    <table class="mt-5 w-full text-left text-[0.9375rem]">
      <thead class="hidden border-b-2 border-ink text-sm md:table-header-group">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Exercise</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Of</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Submissions</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">State</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">By</th>
          <th scope="col" class="py-2.5 text-right font-semibold">Begun</th>
        </tr>
      </thead>
      <tbody class="block border-t-2 border-ink md:table-row-group md:border-0">
        {regrades.map((regrade) => (
          <tr
            key={regrade.id}
            class="grid gap-y-1 border-b border-line py-3.5 hover:bg-sunken md:table-row md:py-0"
          >
            <td class="md:py-3 md:pr-6">
              <a
                href={`/teach/regrade/${regrade.id}`}
                class="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
              >
                {titles.get(regrade.slug) ?? regrade.slug}
              </a>
            </td>
            <td class="break-words md:py-3 md:pr-6">
              {regrade.cohort_id === null ? "Everybody" : regrade.cohort_name}
            </td>
            <td class="tabular-nums md:py-3 md:pr-6">
              {`${regrade.all}, ${SCOPES[regrade.scope].toLowerCase()}`}
            </td>
            <td class="md:py-3 md:pr-6">{regradeStanding(regrade)}</td>
            <td class="md:py-3 md:pr-6">{regrade.actor_name ?? regrade.created_by}</td>
            <td class="text-muted md:py-3 md:text-right">
              <When iso={regrade.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
