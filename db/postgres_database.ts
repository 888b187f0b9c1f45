import pg from "pg";
import { PostgresDialect } from "kysely";

/** How many connections one process holds at most. */
const CONNECTIONS_MAX = 10;
/** How long a connection may take to come about, or to be free where all are taken. */
const CONNECT_MS_MAX = 15_000;
const INT8 = pg.types.builtins.INT8;

/**
 * The dialect for a PostgreSQL server of version 15 or later, by its address
 * `postgres://user:password@host:port/database`. It connects when it is first asked something.
 */
export function openPostgres(url: string): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    application_name: "truthlab",
    types: {
      // Counts and milliseconds are below 2^53: numbers, as SQLite has them.
      getTypeParser: ((oid: number, format?: "text") =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as never,
    },
  });
  // An idle connection that breaks is made anew when the next is asked for, which tells any trouble.
  pool.on("error", () => {});
  return new PostgresDialect({ pool });
}
