import { type SelectQueryBuilder, sql } from "kysely";
import type { VerdictChange } from "@/lib/verdict_change.ts";
import type { Database, RegradeTable, Schema } from "./schema.ts";
import { transact } from "./transact.ts";

/** What gives verdicts now, for one exercise. */
export interface GraderNow {
  readonly slug: string;
  readonly graderHash: string;
  readonly engineHash: string;
}

/** The verdicts of an exercise that something else gave than what gives them now. */
export interface Affected {
  readonly submissions: number;
  readonly learners: number;
  readonly byOtherGrader: number;
  readonly byOtherEngine: number;
}

export async function countAffected(db: Database, now: GraderNow): Promise<Affected> {
  const found = await selectAffected(db, now, "all")
    .select((each) => [
      each.fn.countAll().as("submissions"),
      each.fn.count("submissions.learner_id").distinct().as("learners"),
      each.fn.countAll().filterWhere("verdicts.grader_hash", "<>", now.graderHash).as("grader"),
      each.fn.countAll().filterWhere("verdicts.engine_hash", "<>", now.engineHash).as("engine"),
    ])
    .executeTakeFirstOrThrow();
  return {
    submissions: Number(found.submissions),
    learners: Number(found.learners),
    byOtherGrader: Number(found.grader),
    byOtherEngine: Number(found.engine),
  };
}

/** How many verdicts an exercise has, and how many an earlier regrade has left as they were. */
export async function countVerdicts(
  db: Database,
  now: GraderNow,
): Promise<{ all: number; kept: number }> {
  const [{ all }, { kept }] = await Promise.all([
    db.selectFrom("submissions")
      .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
      .where("submissions.slug", "=", now.slug)
      .select((each) => each.fn.countAll().as("all"))
      .executeTakeFirstOrThrow(),
    selectKept(db, now)
      .select((each) => each.fn.count("regrade_jobs.submission_id").distinct().as("kept"))
      .executeTakeFirstOrThrow(),
  ]);
  return { all: Number(all), kept: Number(kept) };
}

/** Those that this very grader was tried on, and that were left alone on purpose. */
function selectKept(db: Database, { slug, graderHash, engineHash }: GraderNow) {
  return db.selectFrom("regrade_jobs")
    .innerJoin("regrades", "regrades.id", "regrade_jobs.regrade_id")
    .where("regrade_jobs.decision", "=", "kept")
    .where("regrades.slug", "=", slug)
    .where("regrades.grader_hash", "=", graderHash)
    .where("regrades.engine_hash", "=", engineHash);
}

type Joined = SelectQueryBuilder<Schema, "submissions" | "verdicts", Record<never, never>>;

function selectAffected(db: Database, now: GraderNow, scope: RegradeTable["scope"]): Joined {
  const { slug, graderHash, engineHash } = now;
  return db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.slug", "=", slug)
    .where((each) =>
      each.or([
        each("verdicts.grader_hash", "<>", graderHash),
        each("verdicts.engine_hash", "<>", engineHash),
      ])
    )
    .where("submissions.id", "not in", selectKept(db, now).select("regrade_jobs.submission_id"))
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

export interface NewRegrade extends GraderNow {
  readonly id: string;
  readonly scope: RegradeTable["scope"];
  readonly actorId: string;
  readonly createdAt: string;
}

/** States in which a regrade is not over. */
const OPEN: readonly RegradeTable["state"][] = ["running", "applying"];

/**
 * Stores a trial of the present grader with all submissions that it is to try.
 *
 * @returns how many; undefined where another regrade of the exercise is not over.
 */
export async function createRegrade(
  db: Database,
  regrade: NewRegrade,
): Promise<number | undefined> {
  const { id, slug, scope, actorId, createdAt, graderHash, engineHash } = regrade;
  return await transact(db, async (transaction) => {
    const open = await transaction.selectFrom("regrades")
      .where("slug", "=", slug)
      .where("state", "in", OPEN)
      .select("id")
      .executeTakeFirst();
    if (open !== undefined) return undefined;
    await transaction.insertInto("regrades")
      .values({
        id,
        slug,
        scope,
        state: "running",
        created_at: createdAt,
        created_by: actorId,
        grader_hash: graderHash,
        engine_hash: engineHash,
        policy: null,
        applied_at: null,
        applied_by: null,
        reason: "",
      })
      .execute();
    const { numInsertedOrUpdatedRows } = await transaction.insertInto("regrade_jobs")
      .columns(["id", "regrade_id", "submission_id", "state", "deaths", "old_verdict", "old_score"])
      .expression(
        selectAffected(transaction, regrade, scope).select([
          sql<string>`${sql.lit(`${id}-`)} || submissions.id`.as("id"),
          sql.lit(id).as("regrade_id"),
          "submissions.id as submission_id",
          sql.lit("queued").as("state"),
          sql.lit(0).as("deaths"),
          "verdicts.verdict as old_verdict",
          "verdicts.score as old_score",
        ]),
      )
      .executeTakeFirstOrThrow();
    return Number(numInsertedOrUpdatedRows ?? 0);
  });
}

/** A regrade with what has become of its submissions so far. */
export interface StoredRegrade extends RegradeTable {
  readonly actor_name: string | null;
  readonly all: number;
  readonly tried: number;
  readonly decided: number;
  readonly applied: number;
}

/** All regrades, newest first. */
export async function listRegrades(db: Database, limit: number): Promise<StoredRegrade[]> {
  return await withCounts(db, await selectRegrades(db).limit(limit).execute());
}

export async function findRegrade(db: Database, id: string): Promise<StoredRegrade | undefined> {
  return (await withCounts(db, await selectRegrades(db).where("regrades.id", "=", id).execute()))[
    0
  ];
}

function selectRegrades(db: Database) {
  return db.selectFrom("regrades")
    .leftJoin("learners", "learners.id", "regrades.created_by")
    .selectAll("regrades")
    .select("learners.name as actor_name")
    .orderBy("regrades.id", "desc");
}

async function withCounts<Row extends RegradeTable>(db: Database, rows: readonly Row[]) {
  if (rows.length === 0) return [];
  const counts = await db.selectFrom("regrade_jobs")
    .where("regrade_id", "in", rows.map(({ id }) => id))
    .groupBy("regrade_id")
    .select((each) => [
      "regrade_id",
      each.fn.countAll().as("all"),
      each.fn.countAll().filterWhere("state", "=", "done").as("tried"),
      each.fn.countAll().filterWhere("decision", "is not", null).as("decided"),
      each.fn.countAll().filterWhere("decision", "=", "applied").as("applied"),
    ])
    .execute();
  const known = new Map(counts.map((count) => [count.regrade_id, count]));
  return rows.map((row) => {
    const { all = 0, tried = 0, decided = 0, applied = 0 } = known.get(row.id) ?? {};
    return {
      ...row,
      all: Number(all),
      tried: Number(tried),
      decided: Number(decided),
      applied: Number(applied),
    };
  });
}

/** Moves a regrade from one of some states to another. False where it was in none of them. */
export async function moveRegrade(
  db: Database,
  id: string,
  from: readonly RegradeTable["state"][],
  to: Partial<RegradeTable> & Pick<RegradeTable, "state">,
): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("regrades")
    .set(to)
    .where("id", "=", id)
    .where("state", "in", from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many of a regrade's submissions change in which way, as far as they were tried. */
export async function countChanges(
  db: Database,
  regradeId: string,
): Promise<ReadonlyMap<VerdictChange, number>> {
  const rows = await db.selectFrom("regrade_jobs")
    .where("regrade_id", "=", regradeId)
    .where("change", "is not", null)
    .groupBy("change")
    .select((each) => ["change", each.fn.countAll().as("count")])
    .execute();
  return new Map(rows.map(({ change, count }) => [change!, Number(count)]));
}

/** One submission of a regrade. */
export interface StoredTrial {
  readonly id: string;
  readonly submissionId: string;
  readonly learnerName: string;
  readonly createdAt: string;
  readonly oldVerdict: string;
  readonly oldScore: number;
  readonly verdict: string;
  readonly score: number;
  readonly change: VerdictChange;
  readonly decision: "applied" | "kept" | null;
  /** The trial's verdict. */
  readonly json: string;
  /** The one before it: what holds now, or what was replaced. */
  readonly oldJson: string;
}

/** Those that were tried, of one kind of change or all, in the order of submission. */
export async function listTrials(
  db: Database,
  regradeId: string,
  page: { readonly change: VerdictChange; readonly after: string; readonly limit: number },
): Promise<StoredTrial[]> {
  return await db.selectFrom("regrade_jobs as job")
    .innerJoin("submissions", "submissions.id", "job.submission_id")
    .innerJoin("learners", "learners.id", "submissions.learner_id")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .leftJoin(
      "verdict_history as past",
      (join) =>
        join.onRef("past.submission_id", "=", "job.submission_id")
          .onRef("past.regrade_id", "=", "job.regrade_id"),
    )
    .where("job.regrade_id", "=", regradeId)
    .where("job.change", "=", page.change)
    .where("job.id", ">", page.after)
    .orderBy("job.id")
    .limit(page.limit)
    .select((each) => [
      "job.id",
      "job.submission_id as submissionId",
      "learners.name as learnerName",
      "submissions.created_at as createdAt",
      "job.old_verdict as oldVerdict",
      "job.old_score as oldScore",
      "job.verdict",
      "job.score",
      "job.change",
      "job.decision",
      "job.json",
      each.fn.coalesce("past.json", "verdicts.json").as("oldJson"),
    ])
    .execute() as StoredTrial[];
}
