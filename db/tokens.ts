import { type ByStaff, recordAudit } from "./audit.ts";
import type { Database, LearnerTable, TokenTable } from "./schema.ts";
import { transact } from "./transact.ts";

export type StoredToken = Pick<TokenTable, "name" | "created_at" | "used_at">;

/** Oldest first. */
export async function listTokens(db: Database, learnerId: string): Promise<StoredToken[]> {
  return await db.selectFrom("tokens")
    .where("learner_id", "=", learnerId)
    .orderBy("created_at")
    .orderBy("name")
    .select(["name", "created_at", "used_at"])
    .execute();
}

export interface NewToken {
  readonly hash: string;
  readonly learnerId: string;
  readonly name: string;
  readonly createdAt: string;
}

/**
 * Stores a token's hash where the learner has fewer than `max`, and none of that name.
 *
 * @returns whether it was stored, or what stands against it.
 */
export async function addToken(
  db: Database,
  { hash, learnerId, name, createdAt }: NewToken,
  max: number,
): Promise<"stored" | "known" | "too many"> {
  return await transact(db, async (transaction) => {
    const known = await listTokens(transaction, learnerId);
    if (known.some((token) => token.name === name)) return "known";
    if (known.length >= max) return "too many";
    await transaction.insertInto("tokens")
      .values({ hash, learner_id: learnerId, name, created_at: createdAt, used_at: null })
      .execute();
    const entry = { actorId: learnerId, action: "token.make", subject: learnerId } as const;
    await recordAudit(transaction, { ...entry, detail: { name } });
    return "stored";
  });
}

/** Revokes a learner's token: the learner does, or somebody of the staff. */
export async function removeToken(
  db: Database,
  learnerId: string,
  name: string,
  by?: ByStaff,
): Promise<void> {
  await transact(db, async (transaction) => {
    const { numDeletedRows } = await transaction.deleteFrom("tokens")
      .where("learner_id", "=", learnerId)
      .where("name", "=", name)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return;
    const { actorId, reason } = by ?? { actorId: learnerId };
    const entry = { actorId, action: "token.revoke", subject: learnerId } as const;
    await recordAudit(transaction, { ...entry, detail: { name, reason } });
  });
}

/** Whose token has a hash. Remembers the use, where the last one was before `staleAt`. */
export async function useToken(
  db: Database,
  hash: string,
  { now, staleAt }: { readonly now: string; readonly staleAt: string },
): Promise<Pick<LearnerTable, "id" | "name"> | undefined> {
  const found = await db.selectFrom("tokens")
    .innerJoin("learners", "learners.id", "tokens.learner_id")
    .where("tokens.hash", "=", hash)
    .select(["learners.id", "learners.name", "tokens.used_at"])
    .executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.used_at === null || found.used_at < staleAt) {
    await db.updateTable("tokens").set({ used_at: now }).where("hash", "=", hash).execute();
  }
  return { id: found.id, name: found.name };
}
