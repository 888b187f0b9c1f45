import { type ExpressionBuilder, sql } from "kysely";
import { type Progress, STUCK_RUN } from "@/lib/matrix_view.ts";
import type { Database, Schema, StandingTable } from "./schema.ts";

/** Which rows of a cohort's matrix, and in which order. */
export interface MatrixQuery {
  /** One of `SORTS`, or the slug of an exercise: by its score. */
  readonly sort: string;
  readonly isDescending: boolean;
  /** Only members whose name has this in it. */
  readonly name?: string;
  /** Only members who are so far with `slug`, or with any exercise. */
  readonly progress?: Progress;
  readonly slug?: string;
  readonly offset: number;
  readonly limit: number;
}

/** The exercises of the cohort, and what each is worth. */
export type Points = Readonly<Record<string, number>>;

export interface StoredRow {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly passed: number;
  readonly attempts: number;
  readonly lastAt: string | null;
  readonly cells: readonly StoredCell[];
}

export type StoredCell =
  & Pick<
    StandingTable,
    | "slug"
    | "state"
    | "score"
    | "is_late"
    | "attempts"
    | "last_at"
    | "failing_check"
    | "failing_run"
  >
  & { readonly isByHand: boolean };

/** Some rows of a cohort's matrix, and how many there are of that kind in all. */
export async function readMatrix(
  db: Database,
  cohortId: string,
  query: MatrixQuery,
  points: Points,
): Promise<{ rows: StoredRow[]; total: number }> {
  const [sums, total] = await Promise.all([
    readSums(db, cohortId, query, points),
    countRows(db, cohortId, query, points),
  ]);
  const ids = sums.map(({ id }) => id);
  const cells = new Map<string, StoredCell[]>(ids.map((id) => [id, []]));
  for (const { learner_id, cell } of await readCells(db, cohortId, ids)) {
    if (Object.hasOwn(points, cell.slug)) cells.get(learner_id)!.push(cell);
  }
  return { rows: sums.map((row) => ({ ...row, cells: cells.get(row.id)! })), total };
}

type Sums = Omit<StoredRow, "cells">;

async function readSums(
  db: Database,
  cohortId: string,
  query: MatrixQuery,
  points: Points,
): Promise<Sums[]> {
  const { sort, isDescending, offset, limit } = query;
  const slugs = Object.keys(points);
  const order = isDescending ? "desc" : "asc";
  const byExercise = slugs.includes(sort);
  const score = sql<number>`max(case when standings.slug = ${sort} then standings.score end)`;
  const rows = await select(db, cohortId, query, points)
    .leftJoin("standings", (join) =>
      join.onRef("standings.cohort_id", "=", "memberships.cohort_id")
        .onRef("standings.learner_id", "=", "memberships.learner_id")
        .on("standings.slug", "in", slugs))
    .groupBy(["learners.id", "learners.name"])
    .select((each) => [
      "learners.id",
      "learners.name",
      sql<number>`coalesce(sum(standings.score * ${weight(points)}), 0)`.as("points"),
      sql<number>`coalesce(sum(case when standings.state = 'passed' then 1 else 0 end), 0)`
        .as("passed"),
      sql<number>`coalesce(sum(standings.attempts), 0)`.as("attempts"),
      each.fn.max("standings.last_at").as("activity"),
    ])
    .$if(
      byExercise,
      (select) =>
        select.orderBy(score, (by) => isDescending ? by.desc().nullsLast() : by.asc().nullsFirst()),
    )
    .$if(
      sort === "activity",
      (select) =>
        select.orderBy(
          sql.ref("activity"),
          (by) => isDescending ? by.desc().nullsLast() : by.asc().nullsFirst(),
        ),
    )
    .$if(
      ["points", "passed", "attempts"].includes(sort),
      (select) => select.orderBy(sql.ref(sort), order),
    )
    .orderBy(sql`lower(learners.name)`, sort === "name" ? order : "asc")
    .orderBy("learners.id")
    .offset(offset)
    .limit(limit)
    .execute();
  return rows.map(({ id, name, activity, ...sums }) => ({
    id,
    name,
    points: Math.round(Number(sums.points) / 100),
    passed: Number(sums.passed),
    attempts: Number(sums.attempts),
    lastAt: activity,
  }));
}

/** Scores count to 100, and each exercise has its own points. */
function weight(points: Points) {
  const cases = Object.entries(points).map(([slug, worth]) =>
    sql`when ${slug} then ${sql.lit(worth)}`
  );
  return cases.length === 0
    ? sql`0`
    : sql`case standings.slug ${sql.join(cases, sql` `)} else 0 end`;
}

async function countRows(
  db: Database,
  cohortId: string,
  query: MatrixQuery,
  points: Points,
): Promise<number> {
  const { count } = await select(db, cohortId, query, points)
    .select((each) => each.fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function select(db: Database, cohortId: string, query: MatrixQuery, points: Points) {
  const { name, progress, slug } = query;
  return db.selectFrom("memberships")
    .innerJoin("learners", "learners.id", "memberships.learner_id")
    .where("memberships.cohort_id", "=", cohortId)
    .$if(
      name !== undefined,
      (select) => select.where(sql`lower(learners.name)`, "like", `%${name!.toLowerCase()}%`),
    )
    .$if(
      progress !== undefined,
      (select) =>
        select.where((each) =>
          isSoFar(each, progress!, slug === undefined ? Object.keys(points) : [slug])
        ),
    );
}

function isSoFar(
  each: ExpressionBuilder<Schema, "memberships" | "learners">,
  progress: Progress,
  slugs: readonly string[],
) {
  const own = each.selectFrom("standings")
    .whereRef("standings.cohort_id", "=", "memberships.cohort_id")
    .whereRef("standings.learner_id", "=", "memberships.learner_id")
    .where("standings.slug", "in", slugs)
    .select(sql<number>`1`.as("one"));
  switch (progress) {
    case "passed":
      return each.exists(own.where("standings.state", "=", "passed"));
    case "stuck":
      return each.exists(
        own.where("standings.state", "<>", "passed")
          .where("standings.failing_run", ">=", STUCK_RUN),
      );
    case "working":
      return each.exists(
        own.where("standings.state", "<>", "passed").where("standings.failing_run", "<", STUCK_RUN),
      );
    case "not begun":
      // Of several exercises: one of them at least.
      return each(
        own.clearSelect().select(({ fn }) => fn.countAll<number>().as("count")),
        "<",
        slugs.length,
      );
  }
}

async function readCells(db: Database, cohortId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "in", ids)
    .orderBy("learner_id")
    .orderBy("slug")
    .select(["learner_id", "slug", "state", "score", "is_late", "attempts", "last_at"])
    .select(["failing_check", "failing_run", "override_id"])
    .execute();
  return rows.map(({ learner_id, override_id, ...cell }) => ({
    learner_id,
    cell: { ...cell, isByHand: override_id !== null },
  }));
}

/** How many members are how far with each exercise: by slug. */
export async function countProgress(
  db: Database,
  cohortId: string,
): Promise<Map<string, { passed: number; stuck: number; begun: number }>> {
  const rows = await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .groupBy("slug")
    .select((each) => [
      "slug",
      each.fn.countAll().as("begun"),
      each.fn.countAll().filterWhere("state", "=", "passed").as("passed"),
      each.fn.countAll().filterWhere("failing_run", ">=", STUCK_RUN)
        .filterWhere("state", "<>", "passed").as("stuck"),
    ])
    .execute();
  return new Map(
    rows.map(({ slug, begun, passed, stuck }) => [
      slug,
      { begun: Number(begun), passed: Number(passed), stuck: Number(stuck) },
    ]),
  );
}

/** Changes whenever a standing of the cohort does, and when somebody joins or leaves. */
export async function readRevision(db: Database, cohortId: string): Promise<string> {
  const newest = await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .groupBy("updated_at")
    .orderBy("updated_at", "desc")
    .limit(1)
    .select((each) => ["updated_at", each.fn.countAll().as("count")])
    .executeTakeFirst();
  const { members } = await db.selectFrom("memberships")
    .where("cohort_id", "=", cohortId)
    .select((each) => each.fn.countAll().as("members"))
    .executeTakeFirstOrThrow();
  return `${members} ${newest?.updated_at} ${newest?.count}`;
}
