import { sql } from "kysely";
import type { Database } from "./schema.ts";

/** The tables whose rows are graded, each by one worker at a time. */
export type LeasedTable = "submissions" | "regrade_jobs";

/** Says that the grader is alive. False when the lease has gone to somebody else. */
export async function renewLease(
  db: Database,
  table: LeasedTable,
  id: string,
  lease: { readonly owner: string; readonly untilMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable(table)
    .set({ lease_until_ms: lease.untilMs })
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("lease_owner", "=", lease.owner)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a row back ungraded. */
export async function endLease(
  db: Database,
  table: LeasedTable,
  id: string,
  owner: string,
): Promise<void> {
  await db.updateTable(table)
    .set({ state: "queued", lease_owner: null, lease_until_ms: null })
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("lease_owner", "=", owner)
    .execute();
}

/** Remembers that a process ended under the program, also after a restart of ours. */
export async function countDeathUnder(db: Database, table: LeasedTable, id: string): Promise<void> {
  await db.updateTable(table)
    .set({ deaths: sql<number>`deaths + 1` })
    .where("id", "=", id)
    .execute();
}
