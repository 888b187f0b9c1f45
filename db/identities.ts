import type { StoredLearner } from "./learners.ts";
import type { Database, IdentityTable } from "./schema.ts";

/** Who signs in with an account at another site. */
export async function findByIdentity(
  db: Database,
  issuer: string,
  subject: string,
): Promise<StoredLearner | undefined> {
  return await db.selectFrom("identities")
    .innerJoin("learners", "learners.id", "identities.learner_id")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .select(["learners.id", "learners.name", "learners.role", "learners.account_since"])
    .executeTakeFirst();
}

export async function insertIdentity(db: Database, identity: IdentityTable): Promise<void> {
  await db.insertInto("identities").values(identity).execute();
}

export async function countIdentities(db: Database, learnerId: string): Promise<number> {
  const { count } = await db.selectFrom("identities").where("learner_id", "=", learnerId)
    .select((each) => each.fn.countAll().as("count")).executeTakeFirstOrThrow();
  return Number(count);
}
