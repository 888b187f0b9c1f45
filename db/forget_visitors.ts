import { removeRows } from "./learner_record.ts";
import type { Database } from "./schema.ts";
import { transact } from "./transact.ts";

/** What keeps a visitor: who is in a class, or has a token, can be asked for or come back. */
const KEEPING = ["memberships", "roster", "overrides", "tokens", "sessions"] as const;

/**
 * Removes up to `max` of those without an account who were first seen before a time, with all that
 * is stored of them: only a cookie led to it.
 *
 * @returns how many there were.
 */
export async function forgetVisitors(
  db: Database,
  { before, max }: { readonly before: string; readonly max: number },
): Promise<number> {
  let query = db.selectFrom("learners")
    .where("account_since", "is", null)
    .where("role", "=", "learner")
    .where("created_at", "<", before);
  for (const table of KEEPING) {
    query = query.where(
      "id",
      "not in",
      db.selectFrom(table).where("learner_id", "is not", null).select("learner_id"),
    );
  }
  const found = await query.orderBy("created_at").limit(max).select("id").execute();
  for (const { id } of found) await transact(db, (transaction) => removeRows(transaction, id));
  return found.length;
}
