import { sql } from "kysely";
import { refreshGradings } from "./gradings.ts";
import { rememberLearner } from "./learners.ts";
import { countDeathUnder, endLease, renewLease } from "./leases.ts";
import type { Database, SubmissionTable } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { isPostgres, transact } from "./transact.ts";

/** Written into the statement, or SQLite would not use the index of those that wait. */
const DONE = sql.lit<"done">("done");

export interface NewSubmission {
  readonly id: string;
  readonly learnerId: string;
  readonly learnerName: string;
  readonly slug: string;
  readonly source: string;
  readonly createdAt: string;
}

/**
 * Stores a submission and gives it its turn; when this resolves it is on the disk.
 *
 * Turns are start times of start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): a
 * learner's first submission is due at once, each further one comes a turn after the one before. So
 * fifty submissions of one learner do not delay another's first.
 */
export async function enqueue(db: Database, submission: NewSubmission): Promise<void> {
  const { id, learnerId, learnerName, slug, source, createdAt } = submission;
  await transact(db, async (transaction) => {
    await rememberLearner(transaction, { id: learnerId, name: learnerName, createdAt });
    const { first, own } = await transaction.selectFrom("submissions")
      .where("state", "<>", DONE)
      .select((each) => [
        each.fn.min("turn").as("first"),
        each.fn.max("turn").filterWhere("learner_id", "=", learnerId).as("own"),
      ])
      .executeTakeFirstOrThrow();
    const turn = Math.max(Number(first ?? 0), Number(own ?? -1) + 1);
    await transaction.insertInto("submissions")
      .values({
        id,
        learner_id: learnerId,
        slug,
        source,
        created_at: createdAt,
        state: "queued",
        turn,
        lease_owner: null,
        lease_until_ms: null,
        deaths: 0,
      })
      .execute();
    await refreshStandings(transaction, { learnerId, slug });
  });
}

/** A submission that somebody grades now. It is theirs until the lease ends. */
export type Claim = Pick<SubmissionTable, "id" | "slug" | "source" | "deaths">;

export interface Lease {
  readonly owner: string;
  readonly nowMs: number;
  readonly untilMs: number;
}

/**
 * Takes the submission whose turn it is: one that waits, or one whose grader has gone silent. In the
 * latter case its deaths are forgotten: where whole graders die, somebody ends processes from
 * outside, and what the children died of says nothing about the program.
 */
export async function claim(db: Database, lease: Lease): Promise<Claim | undefined> {
  const { owner, nowMs, untilMs } = lease;
  return await db.updateTable("submissions")
    .set({
      state: "running",
      lease_owner: owner,
      lease_until_ms: untilMs,
      deaths: sql<number>`case when state = 'running' then 0 else deaths end`,
    })
    .where(
      "id",
      "=",
      (query) =>
        query.selectFrom("submissions as waiting")
          .where("waiting.state", "<>", DONE)
          .where((each) =>
            each.or([
              each("waiting.state", "=", "queued"),
              each("waiting.lease_until_ms", "<", nowMs),
            ])
          )
          .orderBy("waiting.turn")
          .orderBy("waiting.id")
          .limit(1)
          .select("waiting.id")
          // One that somebody else is taking at this moment is theirs: SQLite has no such moment.
          .$if(isPostgres(db), (rows) => rows.forUpdate().skipLocked()),
    )
    .returning(["id", "slug", "source", "deaths"])
    .executeTakeFirst();
}

/** Says that the grader is alive. False when the lease has gone to somebody else. */
export function renew(
  db: Database,
  id: string,
  lease: { readonly owner: string; readonly untilMs: number },
): Promise<boolean> {
  return renewLease(db, "submissions", id, lease);
}

/** Gives a submission back ungraded: it keeps its turn. */
export function handBack(db: Database, id: string, owner: string): Promise<void> {
  return endLease(db, "submissions", id, owner);
}

/** Remembers that a process ended under the program, also after a restart of ours. */
export function countDeath(db: Database, id: string): Promise<void> {
  return countDeathUnder(db, "submissions", id);
}

export interface NewVerdict {
  readonly verdict: string;
  readonly score: number;
  readonly json: string;
  readonly createdAt: string;
  /** By what it was given, as far as that is known. */
  readonly graderHash?: string;
  readonly engineHash?: string;
  /** The checks that failed, in the verdict's order. */
  readonly failures?: readonly NewFailure[];
}

/** A failed check, and the shape of its counterexample. */
export interface NewFailure {
  readonly check: string;
  readonly shape: string;
}

/**
 * Stores a verdict and ends the submission's time in the queue, both or neither.
 *
 * @returns false when the lease was lost: then whoever has it now stores the verdict.
 */
export async function finish(
  db: Database,
  id: string,
  owner: string,
  verdict: NewVerdict,
): Promise<boolean> {
  return await transact(db, async (transaction) => {
    const { numUpdatedRows } = await transaction.updateTable("submissions")
      .set({ state: "done", lease_owner: null, lease_until_ms: null })
      .where("id", "=", id)
      .where("state", "=", "running")
      .where("lease_owner", "=", owner)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    const { createdAt, failures = [], graderHash, engineHash, ...rest } = verdict;
    await transaction.insertInto("verdicts")
      .values({
        submission_id: id,
        created_at: createdAt,
        grader_hash: graderHash,
        engine_hash: engineHash,
        ...rest,
      })
      .execute();
    await storeFailures(transaction, id, failures);
    return true;
  });
}

/**
 * Stores which checks a submission failed, in place of what was stored before, and brings up to date
 * what follows from its learner's verdicts. Call it in the transaction that changes the verdict.
 */
export async function storeFailures(
  transaction: Database,
  id: string,
  failures: readonly NewFailure[],
): Promise<void> {
  const { learner_id, slug, created_at } = await transaction.selectFrom("submissions")
    .where("id", "=", id)
    .select(["learner_id", "slug", "created_at"])
    .executeTakeFirstOrThrow();
  await transaction.deleteFrom("failures").where("submission_id", "=", id).execute();
  const rows = failures.map(({ check, shape }, place) => ({
    ...{ submission_id: id, check_name: check, place, shape },
    ...{ slug, learner_id, created_at },
  }));
  if (rows.length > 0) await transaction.insertInto("failures").values(rows).execute();
  await refreshGradings(transaction, { learnerId: learner_id, slug });
  await refreshStandings(transaction, { learnerId: learner_id, slug });
}

/** All that wait or are being graded, in the order of their turns. */
export async function listWaiting(
  db: Database,
): Promise<readonly Pick<SubmissionTable, "id" | "state">[]> {
  return await db.selectFrom("submissions")
    .where("state", "<>", DONE)
    .orderBy("turn")
    .orderBy("id")
    .select(["id", "state"])
    .execute();
}

export interface QueueFigures {
  readonly queued: number;
  readonly running: number;
  /** When the one that waits longest was submitted; null where none waits. */
  readonly oldestQueued: string | null;
}

/** How long the queue is. */
export async function measureQueue(db: Database): Promise<QueueFigures> {
  const { queued, all, oldest } = await db.selectFrom("submissions")
    .where("state", "<>", DONE)
    .select((each) => [
      each.fn.countAll().as("all"),
      each.fn.countAll().filterWhere("state", "=", "queued").as("queued"),
      each.fn.min("created_at").filterWhere("state", "=", "queued").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
  const count = Number(queued);
  return { queued: count, running: Number(all) - count, oldestQueued: oldest };
}

/** How many submissions wait or are being graded. */
export async function countWaiting(db: Database): Promise<number> {
  const { count } = await db.selectFrom("submissions")
    .where("state", "<>", DONE)
    .select((each) => each.fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
