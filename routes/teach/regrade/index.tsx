import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { SelectField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { When } from "@/components/When.tsx";
import {
  type Affected,
  countAffected,
  countVerdicts,
  listRegrades,
  type StoredRegrade,
} from "@/db/regrades.ts";
import { define } from "@/define.ts";
import { beginRegrade } from "@/grading/regrade.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import { regradeStanding, SCOPES } from "@/routes/(_shared)/regrade_words.ts";

/** An exercise with what its present grader did not grade. */
interface Row extends Affected {
  readonly slug: string;
  readonly title: string;
  readonly all: number;
  readonly kept: number;
}

const REGRADES_MAX = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const exercises = await grading.exercises();
    const graders = new Map(grading.gradersNow().map((now) => [now.slug, now]));
    const rows: Row[] = [];
    for (const { slug, title } of exercises) {
      const now = graders.get(slug)!;
      const counts = { ...await countVerdicts(db, now), ...await countAffected(db, now) };
      rows.push({ slug, title, ...counts });
    }
    return page({ rows, regrades: await listRegrades(db, REGRADES_MAX) });
  },

  async POST(ctx) {
    const { db, grading } = ctx.state.services;
    const form = await readForm(ctx.req);
    const [slug, scope] = [textOf(form.get("slug")), textOf(form.get("scope"))];
    const now = grading.gradersNow().find((each) => each.slug === slug);
    if (now === undefined || !Object.hasOwn(SCOPES, scope)) {
      throw new HttpError(400, "Choose an exercise, and which submissions.");
    }
    const id = await beginRegrade(db, {
      now,
      scope: scope as StoredRegrade["scope"],
      actorId: actorOf(ctx),
    });
    grading.wake();
    return ctx.redirect(`/teach/regrade/${id}`, 303);
  },
});

export default define.page<typeof handler>(({ data: { rows, regrades }, state }) => {
  const affected = rows.filter(({ submissions }) => submissions > 0);
  const fresh = rows.filter(({ submissions }) => submissions === 0);
  const titles = new Map(rows.map(({ slug, title }) => [slug, title]));
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
        {affected.length === 0
          ? (
            <p class="mt-3 text-[0.9375rem] text-muted">
              Nothing: every verdict is by the grader and the engine that run here now.
            </p>
          )
          : (
            <ul class="mt-5 border-t-2 border-ink">
              {affected.map((row) => <AffectedRow key={row.slug} row={row} />)}
            </ul>
          )}
        {affected.length > 0 && fresh.length > 0 && (
          <p class="mt-4 text-sm text-muted">
            Up to date: {fresh.map(({ title }) => title).join(", ")}.
          </p>
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

function AffectedRow({ row }: { row: Row }) {
  const { slug, title, all, submissions, learners, byOtherGrader, byOtherEngine, kept } = row;
  const causes = [
    byOtherGrader > 0 && `${byOtherGrader} by an earlier grader`,
    byOtherEngine > 0 && `${byOtherEngine} by an earlier engine`,
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
        </p>
      </div>
      <form method="post" class="grid grid-cols-[1fr_auto] items-end gap-3 sm:flex">
        <input type="hidden" name="slug" value={slug} />
        <SelectField label="Try" name="scope">
          {Object.entries(SCOPES).map(([scope, words]) => (
            <option key={scope} value={scope} selected={scope === "best"}>{words}</option>
          ))}
        </SelectField>
        <Button aria-label={`Begin the trial: ${title}`}>Begin the trial</Button>
      </form>
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
