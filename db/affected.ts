import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from "kysely";
import type { Database, RegradeTable, Schema } from "./schema.ts";

/** What gives verdicts now, for one exercise. */
export interface GraderNow {
  readonly slug: string;
  readonly graderHash: string;
  readonly engineHash: string;
}

/** Whose verdicts a regrade may change. */
export interface Reach {
  /** Only members of this cohort; null for everybody. */
  readonly cohortId: string | null;
  /**
   * Who may change nothing of cohorts that they are not in charge of: then learners who do the
   * exercise in such a cohort too are left out, since a verdict counts in both. Null for owners.
   */
  readonly instructorId: string | null;
}

/** The verdicts of an exercise that something else gave than what gives them now. */
export interface Affected {
  /** How many verdicts there are in all. */
  readonly all: number;
  readonly submissions: number;
  readonly learners: number;
  readonly byOtherGrader: number;
  readonly byOtherEngine: number;
  /** How many more an earlier regrade has left as they were. */
  readonly kept: number;
}

const NOTHING: Affected = {
  ...{ all: 0, submissions: 0, learners: 0, byOtherGrader: 0, byOtherEngine: 0, kept: 0 },
};

/** What is old within somebody's reach, by exercise. */
export async function countAffected(
  db: Database,
  graders: readonly GraderNow[],
  reach: Reach,
): Promise<ReadonlyMap<string, Affected>> {
  const counts = new Map<string, { -readonly [Key in keyof Affected]: Affected[Key] }>(
    graders.map(({ slug }) => [slug, { ...NOTHING }]),
  );
  const kept = await countKept(db, graders, reach);
  const now = new Map(graders.map((grader) => [grader.slug, grader]));
  const isOld = (row: Tally) =>
    row.grader_hash !== now.get(row.slug)!.graderHash ||
    row.engine_hash !== now.get(row.slug)!.engineHash;
  const learners = new Map<string, Set<string>>();
  for (const row of await listTallies(db, reach)) {
    const count = counts.get(row.slug);
    if (count === undefined) continue;
    const verdicts = Number(row.verdicts);
    count.all += verdicts;
    if (!isOld(row)) continue;
    const left = Number(kept.get(keyOf(row)) ?? 0);
    count.kept += left;
    if (verdicts <= left) continue;
    count.submissions += verdicts - left;
    const { graderHash, engineHash } = now.get(row.slug)!;
    if (row.grader_hash !== graderHash) count.byOtherGrader += verdicts - left;
    if (row.engine_hash !== engineHash) count.byOtherEngine += verdicts - left;
    learners.set(row.slug, (learners.get(row.slug) ?? new Set()).add(row.learner_id));
  }
  for (const [slug, found] of learners) counts.get(slug)!.learners = found.size;
  return counts;
}

type Tally = Awaited<ReturnType<typeof listTallies>>[number];

async function listTallies(db: Database, reach: Reach) {
  return await db.selectFrom("gradings")
    .where(isInReach(reach, "gradings"))
    .select(["learner_id", "slug", "grader_hash", "engine_hash", "verdicts"])
    .execute();
}

function keyOf(row: Omit<Tally, "verdicts">): string {
  return [row.slug, row.grader_hash, row.engine_hash, row.learner_id].join(" ");
}

/** How many of each tally the present graders were tried on, and left alone on purpose. */
async function countKept(
  db: Database,
  graders: readonly GraderNow[],
  reach: Reach,
): Promise<ReadonlyMap<string, number>> {
  const kept = new Map<string, number>();
  const trials = await listKeptTrials(db, graders);
  if (trials.length === 0) return kept;
  const rows = await db.selectFrom("regrade_jobs")
    .innerJoin("submissions", "submissions.id", "regrade_jobs.submission_id")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("regrade_jobs.regrade_id", "in", trials)
    .where("regrade_jobs.decision", "=", "kept")
    .where(isInReach(reach, "submissions"))
    .groupBy(["submissions.slug", "submissions.learner_id"])
    .groupBy(["verdicts.grader_hash", "verdicts.engine_hash"])
    .select(["submissions.slug", "submissions.learner_id"])
    .select(["verdicts.grader_hash", "verdicts.engine_hash"])
    .select((each) => each.fn.count("submissions.id").distinct().as("count"))
    .execute();
  for (const { count, ...row } of rows) kept.set(keyOf(row), Number(count));
  return kept;
}

/** Trials of the present graders that kept something. */
async function listKeptTrials(db: Database, graders: readonly GraderNow[]): Promise<string[]> {
  const rows = await db.selectFrom("regrades").where("state", "in", ["applying", "applied"])
    .select(["id", "slug", "grader_hash", "engine_hash"]).execute();
  const isPresent = (row: typeof rows[number]) =>
    graders.some(({ slug, graderHash, engineHash }) =>
      slug === row.slug && graderHash === row.grader_hash && engineHash === row.engine_hash
    );
  return rows.filter(isPresent).map(({ id }) => id);
}

type Joined = SelectQueryBuilder<Schema, "submissions" | "verdicts", Record<never, never>>;

/** States in which a regrade is not over. */
export const OPEN: readonly RegradeTable["state"][] = ["running", "applying"];

/** What a new trial takes: what is old, was not left alone on purpose, and is not being tried. */
export function selectAffected(
  db: Database,
  now: GraderNow,
  { scope, reach }: { readonly scope: RegradeTable["scope"]; readonly reach: Reach },
): Joined {
  const { slug, graderHash, engineHash } = now;
  return db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.slug", "=", slug)
    .where(isInReach(reach, "submissions"))
    .where((each) =>
      each.or([
        each("verdicts.grader_hash", "<>", graderHash),
        each("verdicts.engine_hash", "<>", engineHash),
      ])
    )
    .where((each) =>
      each.not(each.exists(
        each.selectFrom("regrade_jobs")
          .innerJoin("regrades", "regrades.id", "regrade_jobs.regrade_id")
          .whereRef("regrade_jobs.submission_id", "=", "submissions.id")
          .where((one) =>
            one.or([
              one("regrades.state", "in", OPEN),
              one.and([
                one("regrade_jobs.decision", "=", "kept"),
                one("regrades.grader_hash", "=", graderHash),
                one("regrades.engine_hash", "=", engineHash),
              ]),
            ])
          )
          .select(sql.lit(1).as("one")),
      ))
    )
    .$if(scope === "latest", (query) =>
      query.where((each) =>
        each.not(each.exists(
          each.selectFrom("submissions as later")
            .whereRef("later.learner_id", "=", "submissions.learner_id")
            .whereRef("later.slug", "=", "submissions.slug")
            .whereRef("later.id", ">", "submissions.id")
            .select(sql.lit(1).as("one")),
        ))
      ))
    .$if(scope === "best", (query) =>
      query.where((each) =>
        each.not(each.exists(
          each.selectFrom("submissions as other")
            .innerJoin("verdicts as better", "better.submission_id", "other.id")
            .whereRef("other.learner_id", "=", "submissions.learner_id")
            .whereRef("other.slug", "=", "submissions.slug")
            .where((one) =>
              one.or([
                one("better.score", ">", one.ref("verdicts.score")),
                one.and([
                  one("better.score", "=", one.ref("verdicts.score")),
                  one("other.id", ">", one.ref("submissions.id")),
                ]),
              ])
            )
            .select(sql.lit(1).as("one")),
        ))
      )) as unknown as Joined;
}

/** Whether the learner of a row is within reach, as far as the row's exercise goes. */
export function isInReach(
  { cohortId, instructorId }: Reach,
  table: "submissions" | "gradings",
): RawBuilder<SqlBool> {
  const [learner, slug] = [sql.ref(`${table}.learner_id`), sql.ref(`${table}.slug`)];
  const isMember = cohortId === null ? sql`1 = 1` : sql`${learner} in (
    select learner_id from memberships where cohort_id = ${cohortId})`;
  return instructorId === null ? sql`${isMember}` : sql`${isMember} and not exists (
    select 1 from memberships as elsewhere
    join cohort_exercises on cohort_exercises.cohort_id = elsewhere.cohort_id
    where elsewhere.learner_id = ${learner}
      and cohort_exercises.slug = ${slug}
      and elsewhere.cohort_id not in (
        select cohort_id from cohort_instructors where learner_id = ${instructorId}))`;
}
