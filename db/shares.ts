import { type ByStaff, recordAudit } from "./audit.ts";
import type { Database, ShareTable } from "./schema.ts";
import { transact } from "./transact.ts";

/**
 * Stores what a learner shares, where it is not stored already, they have fewer than `countMax`, and
 * all of them have no more than `lengthMax` characters.
 *
 * @returns its id, or undefined where there are too many.
 */
export async function addShare(
  db: Database,
  share: ShareTable,
  { countMax, lengthMax }: { readonly countMax: number; readonly lengthMax: number },
): Promise<string | undefined> {
  return await transact(db, async (transaction) => {
    const own = transaction.selectFrom("shares").where("learner_id", "=", share.learner_id);
    const known = await own.where("hash", "=", share.hash).select("id").executeTakeFirst();
    if (known !== undefined) return known.id;
    const { count, length } = await own
      .select((each) => [
        each.fn.countAll().as("count"),
        each.fn.sum(each.fn<number>("length", ["content"])).as("length"),
      ])
      .executeTakeFirstOrThrow();
    const isFull = Number(count) >= countMax ||
      Number(length ?? 0) + share.content.length > lengthMax;
    if (isFull) return undefined;
    await transaction.insertInto("shares").values(share).execute();
    return share.id;
  });
}

export async function findShare(db: Database, id: string): Promise<ShareTable | undefined> {
  return await db.selectFrom("shares").where("id", "=", id).selectAll().executeTakeFirst();
}

export type ListedShare = Pick<ShareTable, "id" | "slug" | "promise" | "created_at">;

/** Newest first. */
export async function listShares(db: Database, learnerId: string): Promise<ListedShare[]> {
  return await db.selectFrom("shares")
    .where("learner_id", "=", learnerId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .select(["id", "slug", "promise", "created_at"])
    .execute();
}

/** Takes back what a learner shares; what others share stays. What staff take back is written down. */
export async function removeShare(
  db: Database,
  learnerId: string,
  id: string,
  by?: ByStaff,
): Promise<void> {
  await transact(db, async (transaction) => {
    const removed = await transaction.deleteFrom("shares")
      .where("learner_id", "=", learnerId)
      .where("id", "=", id)
      .returning("slug")
      .executeTakeFirst();
    if (removed === undefined || by === undefined) return;
    const entry = { actorId: by.actorId, action: "share.revoke", subject: learnerId } as const;
    const detail = { exercise: removed.slug, link: `/t/${id}`, reason: by.reason };
    await recordAudit(transaction, { ...entry, detail });
  });
}
