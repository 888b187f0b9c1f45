import { newId } from "@/lib/new_id.ts";
import type { Database, HintTable } from "./schema.ts";
import { transact } from "./transact.ts";

export type ShownHint = Pick<HintTable, "number" | "shown_at">;

/** The hints of an exercise that a learner has asked for, from the first on. */
export async function listHints(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<ShownHint[]> {
  return await db.selectFrom("hints")
    .where("learner_id", "=", learnerId)
    .where("slug", "=", slug)
    .groupBy("number")
    .orderBy("number")
    // Who asked twice, before two learners became one, saw it the first time.
    .select((each) => ["number", each.fn.min("shown_at").as("shown_at")])
    .execute();
}

/**
 * Writes down that a learner has asked for a hint, unless the one before was not asked for yet.
 *
 * @returns what has been asked for now.
 */
export async function addHint(
  db: Database,
  hint: Omit<HintTable, "id">,
): Promise<ShownHint[]> {
  const { learner_id, slug, number } = hint;
  return await transact(db, async (transaction) => {
    const known = await listHints(transaction, learner_id, slug);
    if (number !== known.length + 1) return known;
    await transaction.insertInto("hints").values({ id: newId(), ...hint }).execute();
    return await listHints(transaction, learner_id, slug);
  });
}
