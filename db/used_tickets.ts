import type { Database, UsedTicketTable } from "./schema.ts";

/**
 * Writes down that a ticket was used, and forgets those that have run out.
 *
 * @returns false where somebody was faster: of all processes together one hears true.
 */
export async function useTicket(
  db: Database,
  ticket: UsedTicketTable,
  nowMs: number,
): Promise<boolean> {
  await db.deleteFrom("used_tickets").where("until_ms", "<", nowMs).execute();
  const stored = await db.insertInto("used_tickets").values(ticket)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return stored !== undefined;
}
