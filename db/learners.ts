import type { Role } from "@/lib/roles.ts";
import type { Database } from "./schema.ts";

/** Remembers a learner, at their first deed. */
export async function rememberLearner(
  db: Database,
  learner: { readonly id: string; readonly name: string; readonly createdAt: string },
): Promise<void> {
  const { id, name, createdAt } = learner;
  await db.insertInto("learners")
    .values({ id, name, created_at: createdAt })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export interface StoredLearner {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** When they signed up, or null. */
  readonly account_since: string | null;
}

export async function findLearner(db: Database, id: string): Promise<StoredLearner | undefined> {
  return await db.selectFrom("learners")
    .where("id", "=", id)
    .select(["id", "name", "role", "account_since"])
    .executeTakeFirst();
}

/**
 * Makes an account of a learner; one who has one keeps its date. What could act in the name of
 * somebody without an account, whoever made it in that browser, opens none.
 */
export async function openAccount(
  db: Database,
  id: string,
  change: { readonly since: string; readonly name?: string; readonly role?: Role },
): Promise<void> {
  const { since, ...rest } = change;
  const isNew = db.selectFrom("learners").where("id", "=", id).where("account_since", "is", null);
  await db.deleteFrom("tokens").where("learner_id", "in", isNew.select("id")).execute();
  await db.updateTable("learners")
    .set((each) => ({ ...rest, account_since: each.fn.coalesce("account_since", each.val(since)) }))
    .where("id", "=", id)
    .execute();
}

export async function renameLearner(db: Database, id: string, name: string): Promise<void> {
  await db.updateTable("learners").set({ name }).where("id", "=", id).execute();
}
