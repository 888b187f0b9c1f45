import { type Kysely, sql } from "kysely";
import { isPostgres } from "../transact.ts";

/** How often things were done, for limits on that, and which tickets were used. */
export async function up(db: Kysely<never>): Promise<void> {
  // PostgreSQL empties an unlogged table after a crash: that costs nothing but a few limits, and
  // nobody waits for a disk to keep them.
  const limits = db.schema.createTable("limits");
  await (isPostgres(db as never) ? limits.modifyFront(sql`unlogged`) : limits)
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("full_at_us", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("limits_by_time").on("limits").column("full_at_us").execute();
  await db.schema.createTable("used_tickets")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("until_ms", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("used_tickets_by_time").on("used_tickets").column("until_ms")
    .execute();
}
