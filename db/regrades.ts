import { sql } from "kysely";
import { newId } from "@/lib/new_id.ts";
import type { RegradePolicy, VerdictChange } from "@/lib/verdict_change.ts";
import { type GraderNow, isInReach, OPEN, type Reach, selectAffected } from "./affected.ts";
import { recordAudit } from "./audit.ts";
import { type NewFailure, storeFailures } from "./queue.ts";
import type { Database, RegradeJobTable, RegradeTable } from "./schema.ts";
import { transact } from "./transact.ts";

export interface NewRegrade extends GraderNow {
  readonly id: string;
  readonly scope: RegradeTable["scope"];
  readonly reach: Reach;
  readonly actorId: string;
  readonly createdAt: string;
}

/**
 * Stores a trial of the present grader with all submissions that it is to try. A submission is in
 * one trial at a time that is not over: no two decide about the same verdict.
 *
 * @returns how many: none where none is affected, or other trials have them all.
 */
export async function createRegrade(db: Database, regrade: NewRegrade): Promise<number> {
  const { id, slug, scope, reach, actorId, createdAt, graderHash, engineHash } = regrade;
  return await transact(db, async (transaction) => {
    const chosen = selectAffected(transaction, regrade, { scope, reach });
    const { count } = await chosen.select((each) => each.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    const submissions = Number(count);
    if (submissions === 0) return 0;
    await transaction.insertInto("regrades")
      .values({
        ...{ id, slug, scope, state: "running", created_at: createdAt, created_by: actorId },
        cohort_id: reach.cohortId,
        ...{ grader_hash: graderHash, engine_hash: engineHash },
        ...{ policy: null, reason: "", applied_at: null, applied_by: null },
        ...{ lease_owner: null, lease_until_ms: null },
      })
      .execute();
    await transaction.insertInto("regrade_jobs")
      .columns(["id", "regrade_id", "submission_id", "state", "deaths", "old_verdict", "old_score"])
      .expression(
        chosen.select([
          sql<string>`${sql.lit(`${id}-`)} || submissions.id`.as("id"),
          sql.lit(id).as("regrade_id"),
          "submissions.id as submission_id",
          sql.lit("queued").as("state"),
          sql.lit(0).as("deaths"),
          "verdicts.verdict as old_verdict",
          "verdicts.score as old_score",
        ]),
      )
      .execute();
    const cohort = reach.cohortId ?? undefined;
    const detail = { exercise: slug, scope, submissions, cohort };
    await recordAudit(transaction, { actorId, action: "regrade.try", subject: id, detail });
    return submissions;
  });
}

/** Ends a trial: what was found stays to be read. False where it is not running. */
export async function cancelRegrade(db: Database, id: string, actorId: string): Promise<boolean> {
  return await transact(db, async (transaction) => {
    const { numUpdatedRows } = await transaction.updateTable("regrades")
      .set({ state: "cancelled" })
      .where("id", "=", id)
      .where("state", "=", "running")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await recordAudit(transaction, { actorId, action: "regrade.cancel", subject: id });
    return true;
  });
}

/** Goes on with a trial that was cancelled. False where another one has some of its submissions. */
export async function resumeRegrade(db: Database, id: string, actorId: string): Promise<boolean> {
  return await transact(db, async (transaction) => {
    if (await isTriedElsewhere(transaction, id)) return false;
    const { numUpdatedRows } = await transaction.updateTable("regrades")
      .set({ state: "running" })
      .where("id", "=", id)
      .where("state", "=", "cancelled")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await recordAudit(transaction, { actorId, action: "regrade.resume", subject: id });
    return true;
  });
}

async function isTriedElsewhere(db: Database, id: string): Promise<boolean> {
  const shared = await db.selectFrom("regrade_jobs as own")
    .innerJoin("regrade_jobs as other", "other.submission_id", "own.submission_id")
    .innerJoin("regrades", "regrades.id", "other.regrade_id")
    .where("own.regrade_id", "=", id)
    .where("regrades.id", "<>", id)
    .where("regrades.state", "in", OPEN)
    .select("own.id")
    .limit(1)
    .executeTakeFirst();
  return shared !== undefined;
}

export interface RegradeChoice {
  readonly policy: RegradePolicy;
  /** For the learners; empty where nothing is lowered. */
  readonly reason: string;
  readonly actorId: string;
  /** The actor, where they are in charge of single cohorts alone; null for owners. */
  readonly instructorId: string | null;
}

/**
 * Decides what a trial that has ended will change. Whoever has left the cohort meanwhile, or does
 * the exercise in another's cohort too, is left as they are. False where the trial has not ended, or
 * was decided.
 */
export async function decideRegrade(
  db: Database,
  id: string,
  choice: RegradeChoice,
): Promise<boolean> {
  const { policy, reason, actorId, instructorId } = choice;
  return await transact(db, async (transaction) => {
    const untried = await transaction.selectFrom("regrade_jobs")
      .where("regrade_id", "=", id)
      .where("state", "<>", sql.lit<"done">("done"))
      .select("id")
      .limit(1)
      .executeTakeFirst();
    if (untried !== undefined) return false;
    const decided = await transaction.updateTable("regrades")
      .set({ state: "applying", policy, reason, applied_by: actorId })
      .where("id", "=", id)
      .where("state", "=", "running")
      .returning("cohort_id as cohortId")
      .executeTakeFirst();
    if (decided === undefined) return false;
    await leaveOthers(transaction, id, { ...decided, instructorId });
    const detail = { policy, reason: reason || undefined };
    await recordAudit(transaction, { actorId, action: "regrade.apply", subject: id, detail });
    return true;
  });
}

async function leaveOthers(transaction: Database, id: string, reach: Reach): Promise<void> {
  if (reach.cohortId === null && reach.instructorId === null) return;
  await transaction.updateTable("regrade_jobs")
    .set({ decision: "left" })
    .where("regrade_id", "=", id)
    .where("submission_id", "not in", (each) =>
      each.selectFrom("regrade_jobs as own")
        .innerJoin("submissions", "submissions.id", "own.submission_id")
        .where("own.regrade_id", "=", id)
        .where(isInReach(reach, "submissions"))
        .select("own.submission_id"))
    .execute();
}

/** Says that all of a regrade's submissions were decided. */
export async function closeRegrade(db: Database, id: string, appliedAt: string): Promise<void> {
  await db.updateTable("regrades")
    .set({ state: "applied", applied_at: appliedAt, lease_owner: null, lease_until_ms: null })
    .where("id", "=", id)
    .where("state", "=", "applying")
    .execute();
}

/** A trial's verdict that nobody has decided about. */
export interface Undecided {
  readonly id: string;
  readonly submission_id: string;
  readonly verdict: string;
  readonly score: number;
  readonly json: string;
  readonly graded_at: string;
}

/** What makes a learner's work worth more. */
const RISES: readonly VerdictChange[] = ["gains pass", "higher"];

/**
 * The next that are to be decided about, what rises before all else: so nobody who has a pass before
 * and after is without one in between.
 */
export async function listUndecided(
  db: Database,
  regradeId: string,
  limit: number,
): Promise<Undecided[]> {
  const undecided = db.selectFrom("regrade_jobs")
    .where("regrade_id", "=", regradeId)
    .where("decision", "is", null)
    .orderBy("change")
    .orderBy("id")
    .limit(limit)
    .select(["id", "submission_id", "verdict", "score", "json", "graded_at"]);
  const rising = await undecided.where("change", "in", RISES).execute();
  return (rising.length > 0 ? rising : await undecided.execute()) as Undecided[];
}

/** Notes what was decided about a submission, and what the trial was to it at that time. */
export async function noteDecision(
  transaction: Database,
  jobId: string,
  decided: {
    readonly change: VerdictChange;
    readonly decision: "applied" | "kept";
    readonly old: { readonly verdict: string; readonly score: number };
  },
): Promise<void> {
  const { change, decision, old } = decided;
  await transaction.updateTable("regrade_jobs")
    .set({ change, decision, old_verdict: old.verdict, old_score: old.score })
    .where("id", "=", jobId)
    .execute();
}

export interface Replacement {
  readonly submissionId: string;
  readonly regradeId: string;
  readonly reason: string;
  readonly verdict: string;
  readonly score: number;
  readonly json: string;
  readonly createdAt: string;
  readonly graderHash: string;
  readonly engineHash: string;
  readonly failures: readonly NewFailure[];
}

/** Puts a verdict in another's place, which becomes history. */
export async function replaceVerdict(
  transaction: Database,
  replacement: Replacement,
): Promise<void> {
  const { submissionId, regradeId, reason, verdict, score, json, createdAt } = replacement;
  const { submission_id, ...old } = await transaction.selectFrom("verdicts")
    .where("submission_id", "=", submissionId)
    .select(["submission_id", "verdict", "score", "json", "created_at"])
    .executeTakeFirstOrThrow();
  await transaction.insertInto("verdict_history")
    .values({
      ...{ id: newId(), submission_id, ...old, regrade_id: regradeId, reason },
      replaced_at: new Date().toISOString(),
    })
    .execute();
  await transaction.updateTable("verdicts")
    .set({
      ...{ verdict, score, json, created_at: createdAt },
      ...{ grader_hash: replacement.graderHash, engine_hash: replacement.engineHash },
    })
    .where("submission_id", "=", submissionId)
    .execute();
  await storeFailures(transaction, submissionId, replacement.failures);
}

/** A verdict that held until a regrade. */
export interface PastVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly score: number;
  readonly createdAt: string;
  readonly replacedAt: string;
  readonly reason: string;
}

/** All verdicts that a submission had before the one that holds, newest first. */
export async function listPastVerdicts(
  db: Database,
  submissionId: string,
): Promise<PastVerdict[]> {
  return await db.selectFrom("verdict_history")
    .where("submission_id", "=", submissionId)
    .orderBy("id", "desc")
    .select([
      ...["id", "verdict", "score", "reason"] as const,
      "created_at as createdAt",
      "replaced_at as replacedAt",
    ])
    .execute();
}

/** A regrade with what has become of its submissions so far. */
export interface StoredRegrade extends RegradeTable {
  readonly actor_name: string | null;
  readonly cohort_name: string | null;
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

/** A regrade that is not over. */
export type OpenRegrade = Pick<StoredRegrade, "id" | "slug" | "cohort_id" | "cohort_name">;

export async function listOpenRegrades(db: Database): Promise<OpenRegrade[]> {
  return await selectRegrades(db).where("state", "in", OPEN).execute();
}

function selectRegrades(db: Database) {
  return db.selectFrom("regrades")
    .leftJoin("learners", "learners.id", "regrades.created_by")
    .leftJoin("cohorts", "cohorts.id", "regrades.cohort_id")
    .selectAll("regrades")
    .select(["learners.name as actor_name", "cohorts.name as cohort_name"])
    .orderBy("regrades.id", "desc");
}

async function withCounts<Row extends RegradeTable>(db: Database, rows: readonly Row[]) {
  const counts = await countJobs(db, rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, ...counts.get(row.id)! }));
}

type JobCounts = Pick<StoredRegrade, "all" | "tried" | "decided" | "applied">;

/** Both questions are answered by indexes alone: the jobs themselves are large. */
async function countJobs(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JobCounts>> {
  if (ids.length === 0) return new Map();
  const jobs = db.selectFrom("regrade_jobs").where("regrade_id", "in", ids).groupBy("regrade_id")
    .select((each) => ["regrade_id", each.fn.countAll().as("all")]);
  const [all, waiting] = await Promise.all([
    jobs
      .select((each) => [
        each.fn.count("decision").as("decided"),
        each.fn.countAll().filterWhere("decision", "=", "applied").as("applied"),
      ])
      .execute(),
    jobs.where("state", "<>", sql.lit<"done">("done")).execute(),
  ]);
  return new Map(ids.map((id) => {
    const known = all.find(({ regrade_id }) => regrade_id === id);
    const untried = waiting.find(({ regrade_id }) => regrade_id === id);
    const total = Number(known?.all ?? 0);
    return [id, {
      all: total,
      tried: total - Number(untried?.all ?? 0),
      decided: Number(known?.decided ?? 0),
      applied: Number(known?.applied ?? 0),
    }];
  }));
}

/** How far a regrade is. */
export type RegradeProgress = Pick<StoredRegrade, "state" | "all" | "tried" | "decided">;

export async function readProgress(db: Database, id: string): Promise<RegradeProgress> {
  const { state } = await db.selectFrom("regrades").where("id", "=", id).select("state")
    .executeTakeFirstOrThrow();
  const { all, tried, decided } = (await countJobs(db, [id])).get(id)!;
  return { state, all, tried, decided };
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
  readonly decision: RegradeJobTable["decision"];
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

/** A learner's submissions to an exercise that passed once, and do not since a regrade. */
export async function listLostPasses(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<{ submissionId: string; replacedAt: string; reason: string }[]> {
  return await db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .innerJoin("verdict_history as past", "past.submission_id", "submissions.id")
    .where("submissions.learner_id", "=", learnerId)
    .where("submissions.slug", "=", slug)
    .where("verdicts.verdict", "<>", "passed")
    .where("past.verdict", "=", "passed")
    .orderBy("past.id", "desc")
    .select([
      "submissions.id as submissionId",
      "past.replaced_at as replacedAt",
      "past.reason",
    ])
    .execute();
}
