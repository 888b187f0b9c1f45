import { sql } from "kysely";
import { DATABASE_FILE } from "./open_database.ts";
import type { Database } from "./schema.ts";
import { isPostgres } from "./transact.ts";

export interface StorageFigures {
  readonly databaseBytes: number;
  /** What is committed and not yet in the database's own file; 0 where a server keeps it. */
  readonly journalBytes: number;
}

/** How much room the database takes. */
export async function measureStorage(db: Database, dataDir: string): Promise<StorageFigures> {
  if (isPostgres(db)) {
    const { rows } = await sql<{ bytes: number }>`
      select pg_database_size(current_database()) as bytes`.execute(db);
    return { databaseBytes: rows[0].bytes, journalBytes: 0 };
  }
  const path = `${dataDir}/${DATABASE_FILE}`;
  const [databaseBytes, journalBytes] = await Promise.all([sizeOf(path), sizeOf(`${path}-wal`)]);
  return { databaseBytes, journalBytes };
}

/** There is no journal where nothing was written. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
