import { useEffect, useState } from "preact/hooks";
import { VerdictSign } from "@/components/VerdictMark.tsx";
import {
  type Asked,
  matrixAddress,
  type MatrixCell,
  type MatrixExercise,
  type MatrixRow,
  type MatrixView,
} from "@/lib/matrix_view.ts";
import { followCohort } from "./live/follow_cohort.ts";

/** Learners and exercises, kept up to date while it is looked at. */
export default function Matrix(props: { view: MatrixView; joinAt: string }) {
  const [view, setView] = useState(props.view);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const address = matrixAddress(view.cohortId, view.asked, view.page);
    return followCohort(view, address, { onView: setView, onLive: setLive });
  }, []);
  const { total, asked, page, pages, cohortId } = view;
  if (view.members === 0) return <Nobody isLive={isLive} joinAt={props.joinAt} />;
  const isPart = asked.q !== "" || asked.progress !== "";
  return (
    <div class="mt-8">
      <p class="flex flex-wrap items-baseline justify-between gap-x-6 text-[0.9375rem]">
        <span role="status">
          <span class="font-semibold">{total.toLocaleString("en")}</span>
          {isPart && ` of ${view.members.toLocaleString("en")}`}
          {(isPart ? view.members : total) === 1 ? " learner" : " learners"}
        </span>
        {isLive && <span class="text-sm text-muted">{LIVE}</span>}
      </p>
      {/* Wider than the page it is moved sideways, by keys too. */}
      <div
        class="sideways relative mt-3 rounded-xl border border-line bg-panel"
        tabindex={0}
        role="region"
        aria-label="Learners and exercises"
      >
        <table class="w-full border-collapse text-left text-sm">
          <Heads view={view} />
          <tbody>
            {view.rows.map((row) => <Row key={row.id} row={row} view={view} />)}
          </tbody>
        </table>
        {view.rows.length === 0 && <p class="px-4 py-6 text-muted">Nobody is like that.</p>}
      </div>
      {pages > 1 && (
        <nav
          aria-label="Pages"
          class="mt-4 flex flex-wrap gap-6 text-[0.9375rem] font-medium text-accent"
        >
          {page > 1 && (
            <a href={matrixAddress(cohortId, asked, page - 1)} class="touch hover:underline">
              Previous page
            </a>
          )}
          <span class="text-muted">{`Page ${page} of ${pages}`}</span>
          {page < pages && (
            <a href={matrixAddress(cohortId, asked, page + 1)} class="touch hover:underline">
              Next page
            </a>
          )}
        </nav>
      )}
    </div>
  );
}

const LIVE = "Brings itself up to date";

/** A cohort on its first day. Who joins shows by themselves. */
function Nobody({ isLive, joinAt }: { isLive: boolean; joinAt: string }) {
  return (
    <div class="mt-8 max-w-[60ch]">
      <p class="font-serif text-xl leading-relaxed">
        Nobody has joined yet. Hand out this address; it holds the join code:
      </p>
      <p class="mt-4 select-all break-all rounded-xl border border-line bg-panel px-4 py-3 font-mono text-[0.9375rem]">
        {joinAt}
      </p>
      {isLive && <p class="mt-4 text-sm text-muted">{`${LIVE} when somebody does`}</p>}
    </div>
  );
}

const HEAD = "whitespace-nowrap px-3 py-2.5 align-bottom font-semibold";

/** On a phone the exercises come right after the points. */
const WIDE_ONLY = "hidden sm:table-cell";

function Heads({ view: { asked, exercises, cohortId } }: { view: MatrixView }) {
  const sort = (name: string, label: string) => <SortLink {...{ asked, cohortId, name, label }} />;
  return (
    <thead class="border-b-2 border-ink">
      <tr>
        <th
          scope="col"
          aria-sort={sorted(asked, "name")}
          class={`${HEAD} sticky left-0 z-10 bg-panel`}
        >
          {sort("name", "Learner")}
        </th>
        {[["points", "Points"], ["attempts", "Attempts"], ["activity", "Last"]].map((
          [name, label],
        ) => (
          <th
            key={name}
            scope="col"
            aria-sort={sorted(asked, name)}
            class={`${HEAD} ${name === "points" ? "" : WIDE_ONLY}`}
          >
            {sort(name, label)}
          </th>
        ))}
        {exercises.map((exercise) => (
          <th
            key={exercise.slug}
            scope="col"
            aria-sort={sorted(asked, exercise.slug)}
            class="min-w-[5.5rem] px-3 py-2.5 align-bottom font-semibold leading-tight"
          >
            {sort(exercise.slug, exercise.title)}
            <ExerciseLink {...{ exercise, cohortId }} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ExerciseLink({ exercise, cohortId }: { exercise: MatrixExercise; cohortId: string }) {
  const { slug, title, passed, stuck } = exercise;
  return (
    <a
      href={`/teach/cohorts/${cohortId}/exercises/${slug}`}
      class="mt-1 block text-xs font-normal text-muted underline decoration-line underline-offset-4 hover:text-accent"
    >
      <span class="sr-only">{`${title}: `}</span>
      {passed.toLocaleString("en")} passed
      {stuck > 0 && <span class="block">{stuck.toLocaleString("en")} stuck</span>}
    </a>
  );
}

/** Sorting by it again turns the order around. Numbers begin with the highest. */
function SortLink({ asked, cohortId, name, label }: {
  asked: Asked;
  cohortId: string;
  name: string;
  label: string;
}) {
  const isOn = asked.sort === name;
  const first = name === "name" ? "asc" : "desc";
  const order = isOn ? (asked.order === "asc" ? "desc" : "asc") : first;
  return (
    <a href={matrixAddress(cohortId, { ...asked, sort: name, order })} class="hover:text-accent">
      {label}
      {isOn && <span aria-hidden="true">{asked.order === "asc" ? " ↑" : " ↓"}</span>}
    </a>
  );
}

function sorted(asked: Asked, name: string): "ascending" | "descending" | undefined {
  if (asked.sort !== name) return undefined;
  return asked.order === "asc" ? "ascending" : "descending";
}

const NUMBER = "whitespace-nowrap px-3 py-1.5 tabular-nums";

function Row({ row, view: { exercises, cohortId } }: { row: MatrixRow; view: MatrixView }) {
  const home = `/teach/cohorts/${cohortId}/learners/${encodeURIComponent(row.id)}`;
  return (
    <tr class="border-b border-line last:border-0">
      <th
        scope="row"
        class="sticky left-0 z-10 max-w-[9rem] bg-panel px-3 py-1.5 font-medium sm:max-w-[14rem]"
      >
        <a href={home} class="block truncate hover:text-accent">{row.name}</a>
      </th>
      <td class={NUMBER}>{row.points}</td>
      <td class={`${NUMBER} ${WIDE_ONLY}`}>{row.attempts}</td>
      <td class={`${NUMBER} ${WIDE_ONLY} text-muted`}>{row.lastText}</td>
      {exercises.map(({ slug, title }) => {
        const cell = row.cells.find((each) => each.slug === slug);
        return (
          <td key={slug} class="px-1 py-1">
            {cell && <Cell {...{ cell, title }} href={`${home}?exercise=${slug}`} />}
          </td>
        );
      })}
    </tr>
  );
}

/** What a cell shows by signs, said in words for those who listen and on pointing. */
function Cell({ cell, title, href }: { cell: MatrixCell; title: string; href: string }) {
  const { state, score, attempts, isLate, isByHand, stuckAt } = cell;
  const words = [
    state === "queued" ? "waiting" : state,
    `${score} of 100`,
    `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`,
    ...isLate ? ["late"] : [],
    ...isByHand ? ["set by hand"] : [],
    ...stuckAt === undefined ? [] : [`stuck at ${stuckAt}`],
  ].join(", ");
  return (
    <a
      href={href}
      title={words}
      class={`flex items-center gap-1.5 rounded-md px-2 py-1 hover:bg-sunken ${
        stuckAt === undefined ? "" : "bg-warn/10"
      }`}
    >
      <span class="sr-only">{`${title}: ${words}`}</span>
      <span aria-hidden="true" class="contents">
        <VerdictSign verdict={state} class="h-4 w-4" />
        <span class="tabular-nums">{score}</span>
        <span class="text-xs text-muted">{`×${attempts}`}</span>
        {isLate && <span class="text-xs font-medium text-warn">late</span>}
        {isByHand && <span class="text-xs font-medium text-accent">hand</span>}
      </span>
    </a>
  );
}
