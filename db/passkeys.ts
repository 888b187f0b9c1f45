import type { StoredLearner } from "./learners.ts";
import type { Database, PasskeyTable } from "./schema.ts";

export async function insertPasskey(db: Database, passkey: PasskeyTable): Promise<void> {
  await db.insertInto("passkeys").values(passkey).execute();
}

/** Somebody's passkeys, the oldest first. */
export async function listPasskeys(
  db: Database,
  learnerId: string,
): Promise<readonly PasskeyTable[]> {
  return await db.selectFrom("passkeys").where("learner_id", "=", learnerId)
    .orderBy("created_at").orderBy("id").selectAll().execute();
}

/** A passkey with whose it is. */
export async function findPasskey(
  db: Database,
  id: string,
): Promise<{ readonly passkey: PasskeyTable; readonly owner: StoredLearner } | undefined> {
  const passkey = await db.selectFrom("passkeys").where("id", "=", id).selectAll()
    .executeTakeFirst();
  if (passkey === undefined) return undefined;
  const owner = await db.selectFrom("learners").where("id", "=", passkey.learner_id)
    .select(["id", "name", "role", "account_since"]).executeTakeFirstOrThrow();
  return { passkey, owner };
}

/** Remembers a use, and what the authenticator's counter has come to. */
export async function usePasskey(
  db: Database,
  id: string,
  use: { readonly counter: number; readonly usedAt: string },
): Promise<void> {
  await db.updateTable("passkeys").set({ counter: use.counter, used_at: use.usedAt })
    .where("id", "=", id).execute();
}

export async function deletePasskey(db: Database, learnerId: string, id: string): Promise<void> {
  await db.deleteFrom("passkeys").where("learner_id", "=", learnerId).where("id", "=", id)
    .execute();
}
