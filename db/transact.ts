import { PostgresAdapter, sql } from "kysely";
import type { Database } from "./schema.ts";

/** Any number, as long as nothing else in the database takes it: "truth". */
const WRITER_LOCK = 0x7472757468;

/**
 * Runs statements that belong together: all take effect or none, and no other transaction comes in
 * between. SQLite has one writer at a time by itself. PostgreSQL would let two read the same state
 * and both write on top of it, so there they take turns as well: all that we ever ask is asked of a
 * few rows, and one rule is easier to trust than the finer locks that would let two go at once
 * (https://www.postgresql.org/docs/15/explicit-locking.html, section 13.3.5).
 */
export async function transact<Result>(
  db: Database,
  body: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  return await db.transaction().execute(async (transaction) => {
    if (isPostgres(db)) {
      await sql`select pg_advisory_xact_lock(${sql.lit(WRITER_LOCK)})`.execute(transaction);
    }
    return await body(transaction);
  });
}

/** Whether the database is PostgreSQL, for the few statements that the two must be told apart in. */
export function isPostgres(db: Database): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
