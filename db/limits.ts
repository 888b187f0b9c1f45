import { sql } from "kysely";
import type { Database } from "./schema.ts";
import { isPostgres } from "./transact.ts";

/** One try at something of which there are only so many. Times are in microseconds. */
export interface Try {
  /** Whose tries are counted, of what. */
  readonly key: string;
  /** Since 1970. */
  readonly nowUs: number;
  /** How long it takes until there is one try more. */
  readonly oneUs: number;
  /** How long it takes until all are there again that may be made at once. */
  readonly allUs: number;
}

/**
 * Clocks of machines that share a database are never this far apart. A time that lies further ahead
 * was written by a clock that was wrong, and must not keep anybody waiting until it is reached.
 */
const CLOCKS_APART_US = 10 * 60 * 1_000_000;

/**
 * Counts a try where there is one left: the generic cell rate algorithm (ITU-T I.371) keeps
 * of each key when all its tries are there again. One statement decides and counts, so that however
 * many processes try at once, none sees what another has not counted yet.
 *
 * @returns 0 where it was counted, or after how many microseconds there is a try again.
 */
export async function countTry(db: Database, one: Try): Promise<number> {
  const { key, nowUs, oneUs, allUs } = one;
  const fullAtUs = sql<number>`case
    when limits.full_at_us > ${nowUs} and limits.full_at_us <= ${nowUs + allUs + CLOCKS_APART_US}
    then limits.full_at_us else ${nowUs} end`;
  return await inHaste(db, async (connection) => {
    const counted = await connection.insertInto("limits")
      .values({ key, full_at_us: nowUs + oneUs })
      .onConflict((conflict) =>
        conflict.column("key")
          .doUpdateSet({ full_at_us: sql`${fullAtUs} + ${oneUs}` })
          .where(fullAtUs, "<=", nowUs + allUs - oneUs)
      )
      .returning("key")
      .executeTakeFirst();
    if (counted !== undefined) return 0;
    const stored = await connection.selectFrom("limits").where("key", "=", key)
      .select("full_at_us").executeTakeFirst();
    return Math.max(1, Number(stored?.full_at_us ?? 0) + oneUs - allUs - nowUs);
  });
}

/** Forgets up to `max` keys that have all their tries again: they are as if never seen. */
export async function forgetFull(
  db: Database,
  { nowUs, max }: { readonly nowUs: number; readonly max: number },
): Promise<void> {
  await inHaste(db, (connection) =>
    connection.deleteFrom("limits")
      .where(
        "key",
        "in",
        (query) =>
          query.selectFrom("limits as full").where("full.full_at_us", "<=", nowUs)
            .orderBy("full.full_at_us").limit(max).select("full.key"),
      )
      // Looked at once more: somebody may have counted a try since they were found.
      .where("full_at_us", "<=", nowUs)
      .execute());
}

/**
 * Commits without waiting for the disk: a power failure may forget a few tries, and nothing else.
 * The next commit that waits takes these along (https://sqlite.org/pragma.html#pragma_synchronous).
 * In PostgreSQL the table is unlogged, which comes to the same.
 */
async function inHaste<Result>(
  db: Database,
  body: (connection: Database) => Promise<Result>,
): Promise<Result> {
  if (isPostgres(db)) return await body(db);
  // There is one connection, and it is nobody else's meanwhile.
  return await db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await body(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}
