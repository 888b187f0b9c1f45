import type { Database, DraftTable } from "./schema.ts";
import { transact } from "./transact.ts";

export type StoredDraft = Pick<DraftTable, "source" | "version" | "updated_at">;

export async function findDraft(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<StoredDraft | undefined> {
  return await db.selectFrom("drafts")
    .where("learner_id", "=", learnerId)
    .where("slug", "=", slug)
    .select(["source", "version", "updated_at"])
    .executeTakeFirst();
}

export interface NewDraft {
  readonly learnerId: string;
  readonly slug: string;
  readonly source: string;
  /** The version that it was made from, 0 for none; without one it replaces whatever is there. */
  readonly base?: number;
  readonly updatedAt: string;
}

/**
 * Stores a draft in place of the one that it was made from.
 *
 * @returns what is stored now: its source is another one where somebody else was faster.
 */
export async function saveDraft(db: Database, draft: NewDraft): Promise<StoredDraft> {
  const { learnerId, slug, source, base, updatedAt } = draft;
  return await transact(db, async (transaction) => {
    const known = await findDraft(transaction, learnerId, slug);
    const version = known?.version ?? 0;
    if (base !== undefined && base !== version && known !== undefined) return known;
    const next = { source, version: version + 1, updated_at: updatedAt };
    await transaction.insertInto("drafts")
      .values({ learner_id: learnerId, slug, begun_at: updatedAt, ...next })
      .onConflict((conflict) => conflict.columns(["learner_id", "slug"]).doUpdateSet(next))
      .execute();
    return next;
  });
}
