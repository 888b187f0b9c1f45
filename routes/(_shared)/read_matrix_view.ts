import type { Context } from "fresh";
import type { CohortRow } from "@/db/cohorts.ts";
import { countProgress, readMatrix, readRevision, type StoredRow } from "@/db/matrix.ts";
import {
  type Asked,
  type MatrixRow,
  type MatrixView,
  PROGRESS,
  SORTS,
  STUCK_RUN,
} from "@/lib/matrix_view.ts";
import { exercisesOf } from "./cohort.ts";
import type { State } from "./state.ts";

const PAGE_SIZE = 50;
/** More than any class has; databases do not count without end. */
const PAGES_MAX = 1_000_000;

/** The page of a cohort's matrix that the address asks for. */
export async function readMatrixView(ctx: Context<State>, cohort: CohortRow): Promise<MatrixView> {
  const { db } = ctx.state.services;
  // Asked first: what changes meanwhile is then told again, and never missed.
  const revision = await readRevision(db, cohort.id);
  const exercises = await exercisesOf(ctx, cohort.id);
  const asked = readAsked(ctx.url.searchParams, exercises.map(({ slug }) => slug));
  const page = Math.floor(Number(ctx.url.searchParams.get("page"))) || 1;
  const number = Math.min(PAGES_MAX, Math.max(1, page));
  const query = {
    sort: asked.sort,
    isDescending: asked.order === "desc",
    ...asked.q !== "" && { name: asked.q },
    ...asked.progress !== "" && { progress: asked.progress },
    ...asked.exercise !== "" && { slug: asked.exercise },
    offset: (number - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
  const points = Object.fromEntries(exercises.map((each) => [each.slug, each.points]));
  const [{ rows, total }, progress] = await Promise.all([
    readMatrix(db, cohort.id, query, points),
    countProgress(db, cohort.id),
  ]);
  const format = shortFormat(cohort.time_zone);
  return {
    cohortId: cohort.id,
    revision,
    exercises: exercises.map(({ slug, title }) => ({
      ...{ slug, title },
      passed: progress.get(slug)?.passed ?? 0,
      stuck: progress.get(slug)?.stuck ?? 0,
    })),
    rows: rows.map((row) => toRow(row, format)),
    total,
    members: Number(cohort.members),
    page: number,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    asked,
  };
}

function readAsked(params: URLSearchParams, slugs: readonly string[]): Asked {
  const read = (name: string) => (params.get(name) ?? "").trim();
  const oneOf = <Text extends string>(name: string, texts: readonly Text[]) =>
    texts.find((text) => text === read(name)) ?? "";
  return {
    sort: oneOf("sort", [...SORTS, ...slugs]) || "name",
    order: oneOf("order", ["asc", "desc"]) || "asc",
    q: read("q").slice(0, 80),
    exercise: oneOf("exercise", slugs),
    progress: oneOf("progress", PROGRESS),
  };
}

function shortFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
}

function toRow(row: StoredRow, format: Intl.DateTimeFormat): MatrixRow {
  const { id, name, points, passed, attempts, lastAt, cells } = row;
  return {
    ...{ id, name, points, passed, attempts },
    lastText: lastAt === null ? "" : format.format(new Date(lastAt)),
    cells: cells.map((cell) => ({
      slug: cell.slug,
      state: cell.state,
      score: cell.score,
      attempts: cell.attempts,
      isLate: cell.is_late === 1,
      isByHand: cell.isByHand,
      ...cell.failing_run >= STUCK_RUN && cell.state !== "passed" && cell.failing_check !== null &&
        { stuckAt: cell.failing_check },
    })),
  };
}
