import type { ComponentChildren } from "preact";
import { page } from "fresh";
import { When } from "@/components/When.tsx";
import { define } from "@/define.ts";
import {
  addScores,
  hashScored,
  readScores,
  type ScoreHashes,
  type Share,
  type StoredScore,
} from "@/grading/score.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";

/** What runs does not change while it runs: it is hashed once. */
let current: ReturnType<typeof hashScored> | undefined;

export const handler = define.handlers({
  async GET(ctx) {
    const root = Deno.cwd();
    current ??= hashScored(root);
    const { scores, missing } = await readScores(root, await current);
    const exercises = await ctx.state.services.grading.exercises();
    const rows = exercises.flatMap(({ slug, title }) =>
      scores.filter((score) => score.slug === slug).map((score) => ({ title, score }))
    );
    const unscored = exercises.filter(({ slug }) => missing.includes(slug));
    return page({ rows, total: addScores(scores), unscored: unscored.map(({ title }) => title) });
  },
});

type Total = ReturnType<typeof addScores>;
type Row = { readonly title: string; readonly score: StoredScore };

export default define.page<typeof handler>(({ data: { rows, total, unscored } }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-14 sm:px-8 sm:py-20">
    <PageHead
      title="The grader's own grade"
      about="How many wrong programs the grader catches, and how many unusual but right ones it accepts, for each exercise."
    />
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">The grader's own grade</h1>
    <p class="mt-5 max-w-[60ch] font-serif text-xl leading-relaxed text-muted">
      A grader that misses a mistake teaches it, and one that refuses a right program teaches
      nothing but its author's habits. So every exercise carries programs whose mistakes we know,
      which must fail, and unusual ones that are right, which must pass: all of them go through the
      same sandbox as yours.
    </p>
    <Notes rows={rows} unscored={unscored} />
    {rows.length > 0 && (
      <>
        <Summary total={total} />
        <Scores rows={rows} total={total} />
        <Hashes rows={rows} />
      </>
    )}
  </div>
));

/** What the figures below do not speak of. */
function Notes({ rows, unscored }: { rows: readonly Row[]; unscored: readonly string[] }) {
  const stale = rows.filter(({ score }) => score.changed.length > 0);
  if (stale.length + unscored.length === 0) return null;
  return (
    <div
      role="note"
      class="mt-8 max-w-[70ch] space-y-2 rounded-xl border border-warn/50 bg-warn/10 px-5 py-4 text-[0.9375rem] leading-relaxed"
    >
      {stale.length > 0 && (
        <p>
          <strong class="font-semibold">Out of date:</strong>{" "}
          {stale.map(({ title, score }) => `${title} (${changes(score)})`).join(", ")}. These
          figures are of an earlier state, and the grader that runs here has not been graded since.
        </p>
      )}
      {unscored.length > 0 && (
        <p>
          <strong class="font-semibold">Not graded yet:</strong> {unscored.join(", ")}.
        </p>
      )}
    </div>
  );
}

function changes({ changed }: StoredScore): string {
  const words = { engine: "the engine", grader: "its grader", programs: "its programs" };
  const parts = changed.map((part) => words[part]);
  return `${new Intl.ListFormat("en").format(parts)} changed since`;
}

function Summary({ total }: { total: Total }) {
  const figures: readonly [string, Share, string][] = [
    ["Wrong programs caught", total.wrongByName, "each by the very check that it breaks"],
    ["Right programs accepted", total.right, "solutions, and unusual ways to be right"],
    ["Failures explained", total.explained, "in at most 30 events, with nodes and steps"],
  ];
  return (
    <dl class="mt-12 grid border-t-2 border-ink sm:grid-cols-3">
      {figures.map(([name, share, note]) => (
        <div
          key={name}
          class="border-b border-line py-6 sm:border-l sm:px-8 sm:first:border-l-0 sm:first:pl-0"
        >
          <dt class="font-medium">{name}</dt>
          <dd class="mt-2">
            <span class="text-5xl font-semibold tabular-nums tracking-[-0.04em]">
              {share.count.toLocaleString("en")}
            </span>
            <span class="ml-2 text-lg text-muted">of {share.of.toLocaleString("en")}</span>
            <span class="mt-2 block text-[0.9375rem] text-muted">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const COLUMNS: readonly [string, (row: Total) => ComponentChildren][] = [
  ["Checks", ({ checks }) => checks],
  ["Wrong caught", ({ wrong }) => <Part share={wrong} />],
  ["By the named check", ({ wrongByName }) => <Part share={wrongByName} />],
  ["Right accepted", ({ right }) => <Part share={right} />],
  ["Starter fails", ({ starters }) => <Part share={starters} />],
  ["Explained", ({ explained }) => <Part share={explained} />],
  ["To pass,\u00a0s", ({ passedMs }) => <Times sorted={passedMs} />],
  ["To fail,\u00a0s", ({ failedMs }) => <Times sorted={failedMs} />],
  ["Schedules", ({ schedules }) => schedules.toLocaleString("en")],
  ["Events", ({ events }) => events.toLocaleString("en")],
  ["States", ({ states }) => states.toLocaleString("en")],
];

function Scores({ rows, total }: { rows: readonly Row[]; total: Total }) {
  return (
    <section class="mt-16">
      <h2 class="text-2xl font-semibold tracking-tight">Exercise by exercise</h2>
      <p class="mt-3 max-w-[64ch] text-[0.9375rem] text-muted">
        Times are the median and the worst verdict's, in seconds of CPU time, the start of the
        sandbox included. Schedules, events and states are what the programs were tried on, all
        together.
      </p>
      <table class="mt-6 w-full text-left text-[0.9375rem]">
        <thead class="hidden border-b-2 border-ink align-bottom text-sm xl:table-header-group">
          <tr>
            <th scope="col" class="py-2.5 pr-4 font-semibold">Exercise</th>
            {COLUMNS.map(([title]) => (
              <th key={title} scope="col" class="py-2.5 pl-4 text-right font-semibold">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody class="block border-t-2 border-ink xl:table-row-group xl:border-0">
          {rows.map(({ title, score }) => (
            <ScoreRow key={score.slug} row={score}>
              <a
                href={`/exercises/${score.slug}`}
                class="underline decoration-line underline-offset-4 hover:decoration-accent"
              >
                {title}
              </a>
              {score.changed.length > 0 && (
                <span class="ml-2 text-sm font-normal text-warn">out of date</span>
              )}
            </ScoreRow>
          ))}
          {rows.length > 1 && <ScoreRow row={total}>In all</ScoreRow>}
        </tbody>
      </table>
    </section>
  );
}

function ScoreRow({ row, children }: { row: Total; children: ComponentChildren }) {
  return (
    <tr class="grid gap-x-10 border-b border-line py-4 sm:grid-cols-2 md:grid-cols-3 xl:table-row xl:py-0">
      <th
        scope="row"
        class="col-span-full pb-2 text-lg font-semibold xl:py-3 xl:pr-4 xl:text-[0.9375rem] xl:font-medium"
      >
        {children}
      </th>
      {COLUMNS.map(([title, read]) => (
        <td
          key={title}
          class="flex justify-between gap-3 py-1 tabular-nums xl:table-cell xl:py-3 xl:pl-4 xl:text-right"
        >
          <span class="text-sm text-muted xl:hidden">{title}</span>
          <span class="whitespace-nowrap">{read(row)}</span>
        </td>
      ))}
    </tr>
  );
}

function Part({ share: { count, of } }: { share: Share }) {
  const isWhole = count === of;
  return <span class={isWhole ? "" : "font-semibold text-bad"}>{`${count} of ${of}`}</span>;
}

function Times({ sorted }: { sorted: readonly number[] }) {
  if (sorted.length === 0) return <>–</>;
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return (
    <span>
      {seconds(sorted[sorted.length >> 1])}
      <span class="text-muted">, {seconds(sorted.at(-1)!)}</span>
    </span>
  );
}

function Hashes({ rows }: { rows: readonly Row[] }) {
  const parts: readonly [keyof ScoreHashes, string][] = [
    ["engine", "Engine"],
    ["grader", "Grader"],
    ["programs", "Programs"],
  ];
  return (
    <section class="mt-16">
      <h2 class="text-2xl font-semibold tracking-tight">What was graded, and when</h2>
      <p class="mt-3 max-w-[64ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
        With the repository, <code class="text-[0.85em] text-ink">deno task score</code>{" "}
        finds all of this out again. A figure speaks of the files with these hashes, and of no
        others: every verdict carries those of the engine and the grader that gave it.
      </p>
      <dl class="mt-6 border-t border-line">
        {rows.map(({ title, score }) => (
          <div
            key={score.slug}
            class="grid gap-x-8 gap-y-1 border-b border-line py-4 text-sm lg:grid-cols-[14rem_1fr]"
          >
            <dt>
              <span class="block text-[0.9375rem] font-medium">{title}</span>
              <span class="text-muted">
                <When iso={score.date} />
              </span>
            </dt>
            <dd class="space-y-1">
              {parts.map(([part, name]) => (
                <span key={part} class="grid gap-x-4 sm:grid-cols-[6rem_1fr]">
                  <span class="text-muted">{name}</span>
                  <span class="break-all font-mono text-[0.8125rem]">
                    {score.hashes[part]}
                    {score.changed.includes(part) && (
                      <span class="ml-2 font-sans text-warn">changed since</span>
                    )}
                  </span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
