import { sql } from "kysely";
import { compareVerdicts } from "@/lib/verdict_change.ts";
import type { Claim, Lease, NewVerdict } from "./queue.ts";
import { countDeathUnder, endLease, renewLease } from "./leases.ts";
import type { Database, RegradeTable } from "./schema.ts";
import { isPostgres, transact } from "./transact.ts";

/** Written into the statement, or the index of those that wait would not be used. */
const DONE = sql.lit<"done">("done");

/**
 * Takes a submission whose new verdict is wanted on trial, as `claim` of the queue does: one that
 * waits, or one whose grader has gone silent. What it claims is a job, named by the job's id.
 */
export async function claimTrial(db: Database, lease: Lease): Promise<Claim | undefined> {
  const { owner, nowMs, untilMs } = lease;
  const job = await db.updateTable("regrade_jobs")
    .set({
      state: "running",
      lease_owner: owner,
      lease_until_ms: untilMs,
      deaths: sql<number>`case when state = 'running' then 0 else deaths end`,
    })
    .where("id", "=", (query) =>
      query.selectFrom("regrade_jobs as waiting")
        .where("waiting.regrade_id", "in", (each) =>
          each.selectFrom("regrades").where("state", "=", "running").select("id"))
        .where("waiting.state", "<>", DONE)
        .where((each) =>
          each.or([
            each("waiting.state", "=", "queued"),
            each("waiting.lease_until_ms", "<", nowMs),
          ])
        )
        .orderBy("waiting.regrade_id")
        .orderBy("waiting.id")
        .limit(1)
        .select("waiting.id")
        .$if(isPostgres(db), (rows) =>
          rows.forUpdate().skipLocked()))
    .returning(["id", "submission_id", "deaths"])
    .executeTakeFirst();
  if (job === undefined) return undefined;
  const program = await db.selectFrom("submissions")
    .where("id", "=", job.submission_id)
    .select(["slug", "source"])
    .executeTakeFirstOrThrow();
  return { id: job.id, deaths: job.deaths, ...program };
}

/** Says that the grader is alive. False when the lease has gone to somebody else. */
export function renewTrial(
  db: Database,
  id: string,
  lease: { readonly owner: string; readonly untilMs: number },
): Promise<boolean> {
  return renewLease(db, "regrade_jobs", id, lease);
}

/** Gives a job back ungraded. */
export function handBackTrial(db: Database, id: string, owner: string): Promise<void> {
  return endLease(db, "regrade_jobs", id, owner);
}

/** Remembers that a process ended under the program, also after a restart of ours. */
export function countTrialDeath(db: Database, id: string): Promise<void> {
  return countDeathUnder(db, "regrade_jobs", id);
}

/**
 * Keeps a trial's verdict beside the one that holds, which stays as it is.
 *
 * @returns false when the lease was lost.
 */
export async function finishTrial(
  db: Database,
  id: string,
  owner: string,
  given: NewVerdict,
): Promise<boolean> {
  return await transact(db, async (transaction) => {
    const job = await transaction.selectFrom("regrade_jobs")
      .where("id", "=", id)
      .where("state", "=", "running")
      .where("lease_owner", "=", owner)
      .select(["old_verdict as verdict", "old_score as score"])
      .executeTakeFirst();
    if (job === undefined) return false;
    const { verdict, score, json, createdAt } = given;
    await transaction.updateTable("regrade_jobs")
      .set({
        state: "done",
        lease_owner: null,
        lease_until_ms: null,
        verdict,
        score,
        json,
        graded_at: createdAt,
        change: compareVerdicts(job, { verdict, score }),
      })
      .where("id", "=", id)
      .execute();
    return true;
  });
}

/** Whether any regrade was decided and is not carried out, by whomever. */
export async function isAnyDecided(db: Database): Promise<boolean> {
  const waiting = await db.selectFrom("regrades").where("state", "=", "applying").select("id")
    .limit(1).executeTakeFirst();
  return waiting !== undefined;
}

/**
 * Takes the regrade that is to take effect next: one that was decided and is not carried out, whose
 * process has gone silent or has never been. Call it in the transaction that carries out a part.
 */
export async function claimDecided(
  transaction: Database,
  lease: Lease,
): Promise<RegradeTable | undefined> {
  const { owner, nowMs, untilMs } = lease;
  return await transaction.updateTable("regrades")
    .set({ lease_owner: owner, lease_until_ms: untilMs })
    .where("id", "=", (query) =>
      query.selectFrom("regrades as waiting")
        .where("waiting.state", "=", "applying")
        .where((each) =>
          each.or([
            each("waiting.lease_owner", "is", null),
            each("waiting.lease_owner", "=", owner),
            each("waiting.lease_until_ms", "<", nowMs),
          ])
        )
        .orderBy("waiting.id")
        .limit(1)
        .select("waiting.id"))
    .returningAll()
    .executeTakeFirst();
}

/** Lets others carry out what a process was at. */
export async function handBackDecided(db: Database, owner: string): Promise<void> {
  await db.updateTable("regrades")
    .set({ lease_owner: null, lease_until_ms: null })
    .where("lease_owner", "=", owner)
    .execute();
}
