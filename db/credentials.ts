import type { StoredLearner } from "./learners.ts";
import type { Database, PasswordTable, SetAsideTable } from "./schema.ts";

const OWNER = ["learners.id", "learners.name", "learners.role", "learners.account_since"] as const;

/** Whose e-mail address it is, with the hash of their password. */
export async function findPassword(
  db: Database,
  email: string,
): Promise<StoredLearner & Pick<PasswordTable, "hash"> | undefined> {
  return await db.selectFrom("passwords")
    .innerJoin("learners", "learners.id", "passwords.learner_id")
    .where("passwords.email", "=", email)
    .select([...OWNER, "passwords.hash"])
    .executeTakeFirst();
}

export async function findPasswordOf(
  db: Database,
  learnerId: string,
): Promise<PasswordTable | undefined> {
  return await db.selectFrom("passwords").where("learner_id", "=", learnerId).selectAll()
    .executeTakeFirst();
}

/**
 * Sets somebody's e-mail address and password.
 *
 * @returns false where the address is somebody else's.
 */
export async function setPassword(db: Database, password: PasswordTable): Promise<boolean> {
  const { learner_id, ...rest } = password;
  const other = await db.selectFrom("passwords")
    .where("email", "=", rest.email)
    .where("learner_id", "<>", learner_id)
    .select("learner_id")
    .executeTakeFirst();
  if (other !== undefined) return false;
  await db.insertInto("passwords")
    .values(password)
    .onConflict((conflict) => conflict.column("learner_id").doUpdateSet(rest))
    .execute();
  return true;
}

/** Puts a hash of the same password in place of another. */
export async function replaceHash(db: Database, learnerId: string, hash: string): Promise<void> {
  await db.updateTable("passwords").set({ hash }).where("learner_id", "=", learnerId).execute();
}

/** Drafts that were set aside, the newest first. */
export async function listSetAside(
  db: Database,
  learnerId: string,
): Promise<readonly SetAsideTable[]> {
  return await db.selectFrom("set_aside")
    .where("learner_id", "=", learnerId)
    .orderBy("updated_at", "desc")
    .orderBy("id")
    .selectAll()
    .execute();
}

export async function deleteSetAside(db: Database, learnerId: string, id: string): Promise<void> {
  await db.deleteFrom("set_aside").where("learner_id", "=", learnerId).where("id", "=", id)
    .execute();
}
