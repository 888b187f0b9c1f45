import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { type Verdict, VerdictMark } from "@/components/VerdictMark.tsx";
import { When } from "@/components/When.tsx";
import {
  cancelRegrade,
  countChanges,
  findRegrade,
  listTrials,
  resumeRegrade,
  type StoredRegrade,
  type StoredTrial,
} from "@/db/regrades.ts";
import { define } from "@/define.ts";
import { orderRegrade } from "@/grading/regrade.ts";
import { regradeReach } from "@/grading/regrade_reach.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import LiveRegrade from "@/islands/LiveRegrade.tsx";
import { REGRADE_POLICIES, VERDICT_CHANGES, type VerdictChange } from "@/lib/verdict_change.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import { CHANGES, POLICIES, regradeStanding, SCOPES } from "@/routes/(_shared)/regrade_words.ts";
import type { State } from "@/routes/(_shared)/state.ts";

const PAGE_SIZE = 25;

export const handler = define.handlers({
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const regrade = await regradeOf(ctx);
    const exercise = await grading.exercise(regrade.slug);
    const counts = await countChanges(db, regrade.id);
    const present = VERDICT_CHANGES.filter((each) => counts.has(each));
    const asked = ctx.url.searchParams.get("change");
    const change = present.find((each) => each === asked) ?? present[0];
    const after = ctx.url.searchParams.get("after") ?? "";
    const found = change === undefined
      ? []
      : await listTrials(db, regrade.id, { change, after, limit: PAGE_SIZE + 1 });
    return page({
      regrade,
      mayDecide: await reachOf(ctx, regrade) !== undefined,
      title: exercise?.title ?? regrade.slug,
      counts: present.map((each) => ({ change: each, count: counts.get(each)! })),
      change,
      trials: found.slice(0, PAGE_SIZE).map(withChecks),
      next: found.length > PAGE_SIZE ? found[PAGE_SIZE - 1].id : undefined,
    });
  },

  async POST(ctx) {
    const { db, grading } = ctx.state.services;
    const regrade = await regradeOf(ctx);
    const { id } = regrade;
    const reach = await reachOf(ctx, regrade);
    if (reach === undefined) throw new HttpError(403, onlyFor(regrade));
    const form = await readForm(ctx.req);
    const actorId = actorOf(ctx);
    switch (textOf(form.get("action"))) {
      case "cancel":
        if (!await cancelRegrade(db, id, actorId)) throw new HttpError(409, "It is over already.");
        break;
      case "resume":
        if (!await resumeRegrade(db, id, actorId)) {
          throw new HttpError(409, "It is not cancelled, or another trial has what it had.");
        }
        break;
      case "apply": {
        const asked = textOf(form.get("policy"));
        const policy = REGRADE_POLICIES.find((each) => each === asked);
        if (policy === undefined) throw new HttpError(400, "Choose how far the regrade may go.");
        const reason = textOf(form.get("reason")).trim().slice(0, REASON_LENGTH_MAX);
        const { instructorId } = reach;
        await orderRegrade(db, id, { policy, reason, actorId, instructorId });
        break;
      }
      default:
        throw new HttpError(400, "A regrade is cancelled, resumed or applied.");
    }
    grading.wake();
    return ctx.redirect(`/teach/regrade/${id}`, 303);
  },
});

const REASON_LENGTH_MAX = 1_000;

async function regradeOf(ctx: Context<State>): Promise<StoredRegrade> {
  const regrade = await findRegrade(ctx.state.services.db, ctx.params.id);
  if (regrade === undefined) throw new HttpError(404, "There is no such regrade.");
  return regrade;
}

function reachOf({ state }: Context<State>, { cohort_id }: StoredRegrade) {
  return regradeReach(state.services.db, state.learner!, cohort_id);
}

function onlyFor({ cohort_id, cohort_name }: StoredRegrade): string {
  return cohort_id === null
    ? "It is about everybody: only owners decide about it."
    : `Only who is in charge of ${cohort_name ?? "its cohort"}, or an owner, decides about it.`;
}

/** A submission's two verdicts, and the checks that they do not agree on. */
interface Trial extends Omit<StoredTrial, "json" | "oldJson"> {
  readonly checks: readonly { name: string; before: string; after: string }[];
}

function withChecks({ json, oldJson, ...trial }: StoredTrial): Trial {
  const [before, after] = [oldJson, json].map((text) =>
    new Map((JSON.parse(text) as SubmissionVerdict).checks.map((check) => [
      ...[check.name, check.verdict] as const,
    ]))
  );
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const checks = names
    .map((name) => ({
      name,
      before: before.get(name) ?? "not there",
      after: after.get(name) ?? "not there",
    }))
    .filter((check) => check.before !== check.after);
  return { ...trial, checks };
}

export default define.page<typeof handler>(({ data }) => {
  const { regrade, mayDecide, title, counts, change, trials, next } = data;
  const { id, state, all, tried, decided } = regrade;
  const isTrying = state === "running" && tried < all;
  const isMoving = isTrying || state === "applying";
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Regrade of ${title} · Truthlab`}</title>
        {isMoving && (
          <noscript>
            <meta http-equiv="refresh" content="3" />
          </noscript>
        )}
      </Head>
      <Breadcrumbs
        trail={[{ href: "/teach", label: "Teach" }, { href: "/teach/regrade", label: "Regrade" }]}
      />
      <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">Regrade of {title}</h1>
      <Begun regrade={regrade} />
      <p class="mt-6 text-xl font-semibold tracking-tight">
        {isMoving ? MOVING[state] : regradeStanding(regrade)}
      </p>
      {isMoving && <LiveRegrade id={id} shown={{ state, all, tried, decided }} />}
      {state === "applying" && (
        <p class="mt-2 max-w-[64ch] text-[0.9375rem] text-muted">
          It goes on by itself, also when you leave this page or the site is started anew.
        </p>
      )}
      {state === "applied" && <Outcome regrade={regrade} />}
      {isTrying && mayDecide && <Deed action="cancel">Cancel the trial</Deed>}
      {state === "cancelled" && mayDecide && <Deed action="resume">Go on with the trial</Deed>}
      {state !== "applied" && !mayDecide && (
        <p class="mt-4 text-[0.9375rem] text-muted">{onlyFor(regrade)}</p>
      )}
      {counts.length > 0 && (
        <>
          <Changes id={id} counts={counts} current={change} />
          <Trials trials={trials} />
          {next !== undefined && (
            <nav aria-label="Pages" class="mt-6 text-right font-medium text-accent">
              <a href={`?${new URLSearchParams({ change, after: next })}`} class="hover:underline">
                Next
              </a>
            </nav>
          )}
        </>
      )}
      {state === "running" && !isTrying && mayDecide && <Decision counts={counts} />}
    </div>
  );
});

/** How far it is stands below, and changes. */
const MOVING = { running: "Trying", applying: "Taking effect", cancelled: "", applied: "" };

function Begun({ regrade }: { regrade: StoredRegrade }) {
  const { scope, cohort_id, cohort_name, actor_name, created_by, created_at } = regrade;
  return (
    <p class="mt-3 text-[0.9375rem] text-muted">
      {`${SCOPES[scope]}, `}
      {cohort_id === null ? "of everybody" : (
        <>
          of{" "}
          <a
            href={`/teach/cohorts/${cohort_id}`}
            class="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            {cohort_name}
          </a>
        </>
      )}
      {`, begun by ${actor_name ?? created_by}, `}
      <When iso={created_at} />
    </p>
  );
}

function Deed({ action, children }: { action: string; children: string }) {
  return (
    <form method="post" class="mt-6">
      <input type="hidden" name="action" value={action} />
      <Button kind="secondary">{children}</Button>
    </form>
  );
}

function Outcome({ regrade: { policy, reason, applied_at } }: { regrade: StoredRegrade }) {
  return (
    <p class="mt-2 max-w-[64ch] text-[0.9375rem] text-muted">
      {policy && `${POLICIES[policy].name}, `}
      {applied_at && <When iso={applied_at} />}.
      {reason !== "" && <span class="mt-1 block font-serif italic text-ink">“{reason}”</span>}
    </p>
  );
}

type Count = { readonly change: VerdictChange; readonly count: number };

/** How many change in which way: each leads to its list. */
function Changes({ id, counts, current }: {
  id: string;
  counts: readonly Count[];
  current: VerdictChange;
}) {
  return (
    <nav aria-label="Kinds of change" class="mt-10">
      <ul class="flex flex-wrap gap-x-8 gap-y-3 border-b-2 border-ink">
        {counts.map(({ change, count }) => (
          <li key={change}>
            <a
              href={`/teach/regrade/${id}?${new URLSearchParams({ change })}`}
              aria-current={change === current ? "page" : undefined}
              class="block border-b-4 border-transparent pb-2 text-[0.9375rem] text-muted hover:text-ink [&[aria-current]]:border-accent [&[aria-current]]:text-ink"
            >
              <span class="block text-3xl font-semibold tabular-nums tracking-tight">{count}</span>
              {CHANGES[change]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Trials({ trials }: { trials: readonly Trial[] }) {
  return (
    <table class="mt-4 w-full text-left text-[0.9375rem]">
      <thead class="hidden border-b border-line text-sm md:table-header-group">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Learner</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Before</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">After</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Checks that differ</th>
          <th scope="col" class="py-2.5 font-semibold">Effect</th>
        </tr>
      </thead>
      <tbody class="block md:table-row-group">
        {trials.map((trial) => <TrialRow key={trial.id} trial={trial} />)}
      </tbody>
    </table>
  );
}

function TrialRow({ trial }: { trial: Trial }) {
  const { submissionId, learnerName, createdAt, decision, checks } = trial;
  return (
    <tr class="grid grid-cols-2 gap-x-4 gap-y-1.5 border-b border-line py-3.5 align-top md:table-row md:py-0">
      <td class="col-span-2 md:py-3 md:pr-6">
        <a
          href={`/teach/submissions/${submissionId}`}
          class="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
        >
          {learnerName}
        </a>
        <span class="block text-sm text-muted">
          <When iso={createdAt} />
        </span>
      </td>
      <td class="md:py-3 md:pr-6">
        <span class="block text-sm text-muted md:hidden">Before</span>
        <Judged verdict={trial.oldVerdict} score={trial.oldScore} />
      </td>
      <td class="md:py-3 md:pr-6">
        <span class="block text-sm text-muted md:hidden">After</span>
        <Judged verdict={trial.verdict} score={trial.score} />
      </td>
      <td class="col-span-2 md:py-3 md:pr-6">
        {checks.map(({ name, before, after }) => (
          <span key={name} class="block break-words text-sm">
            <span class="font-mono text-[0.8125rem]">{name}</span>
            <span class="text-muted">{`: ${before}, now ${after}`}</span>
          </span>
        ))}
        {checks.length === 0 && (
          <span class="text-sm text-muted">
            <span class="md:hidden">Checks that differ:</span> None
          </span>
        )}
      </td>
      <td class="col-span-2 text-sm text-muted md:py-3">{EFFECTS[decision ?? "none"]}</td>
    </tr>
  );
}

const EFFECTS = {
  applied: "Took effect",
  kept: "Kept as it was",
  left: "Kept as it was: not in this cohort alone any longer",
  none: "Undecided",
};

function Judged({ verdict, score }: { verdict: string; score: number }) {
  return (
    <>
      <VerdictMark verdict={verdict as Verdict} />
      <span class="ml-2 tabular-nums text-muted">{score}</span>
    </>
  );
}

function Decision({ counts }: { counts: readonly Count[] }) {
  const count = (change: VerdictChange) =>
    counts.find((each) => each.change === change)?.count ?? 0;
  return (
    <section class="mt-14 max-w-3xl rounded-xl border border-line bg-panel p-5 sm:p-8">
      <h2 class="text-2xl font-semibold tracking-tight">Let it take effect</h2>
      <p class="mt-2 text-[0.9375rem] text-muted">
        {`${count("loses pass")} would lose a pass, and ${count("lower")} more would lose points. `}
        Every verdict that is replaced is kept, and its learner sees it.
      </p>
      <form method="post" class="mt-6 space-y-6">
        <input type="hidden" name="action" value="apply" />
        <fieldset class="space-y-3">
          <legend class="text-sm font-semibold">How far may it go?</legend>
          {REGRADE_POLICIES.map((policy) => (
            <label key={policy} class="flex gap-3 text-[0.9375rem]">
              <input
                type="radio"
                name="policy"
                value={policy}
                required
                checked={policy === "never lower"}
                class="mt-1 h-4 w-4 shrink-0 accent-current"
              />
              <span>
                <span class="block font-medium">{POLICIES[policy].name}</span>
                <span class="text-muted">{POLICIES[policy].says}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="block text-sm font-semibold">
          Why, for the learners
          <span class="block font-normal text-muted">
            Needed where points or passes may be lost: they will read it.
          </span>
          <textarea
            name="reason"
            rows={3}
            maxLength={REASON_LENGTH_MAX}
            class="mt-1.5 block w-full rounded-md border border-muted bg-panel px-3 py-2 text-[0.9375rem] font-normal"
          />
        </label>
        <div class="flex flex-wrap gap-3">
          <Button>Let it take effect</Button>
          <Button kind="secondary" name="action" value="cancel" formNoValidate>
            Discard the trial
          </Button>
        </div>
      </form>
    </section>
  );
}
