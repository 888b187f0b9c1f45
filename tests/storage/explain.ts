import { type RawBuilder, sql } from "kysely";
import type { Database } from "@/db/schema.ts";
import { isPostgres, transact } from "@/db/transact.ts";

/** How the database would answer a query, in its own words: the indexes that it uses are named. */
export async function explain(db: Database, query: RawBuilder<unknown>): Promise<string> {
  if (!isPostgres(db)) {
    const { rows } = await sql<{ detail: string }>`explain query plan ${query}`.execute(db);
    return rows.map(({ detail }) => detail).join("\n");
  }
  return await transact(db, async (transaction) => {
    // The tables of a test are so small that it would rather read them whole.
    await sql`set local enable_seqscan = off`.execute(transaction);
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${query}`.execute(transaction);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}
