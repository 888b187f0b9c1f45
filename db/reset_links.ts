import type { Role } from "@/lib/roles.ts";
import type { StoredLearner } from "./learners.ts";
import type { Database, ResetLinkTable } from "./schema.ts";

/** Stores a link in place of the one before, and forgets all that have ended. */
export async function putResetLink(db: Database, link: ResetLinkTable): Promise<void> {
  const { learner_id, ...rest } = link;
  await db.deleteFrom("reset_links").where("expires_at", "<=", link.created_at).execute();
  await db.insertInto("reset_links")
    .values({ learner_id, ...rest })
    .onConflict((conflict) => conflict.column("learner_id").doUpdateSet(rest))
    .execute();
}

export interface FoundResetLink {
  readonly learner: StoredLearner;
  readonly author: { readonly name: string; readonly role: Role };
  readonly expiresAt: string;
}

/** Whose link has a hash, and who made it; undefined also where its maker is not here any more. */
export async function findResetLink(
  db: Database,
  hash: string,
): Promise<FoundResetLink | undefined> {
  const row = await db.selectFrom("reset_links")
    .innerJoin("learners", "learners.id", "reset_links.learner_id")
    .innerJoin("learners as author", "author.id", "reset_links.author_id")
    .where("reset_links.hash", "=", hash)
    .select(["learners.id", "learners.name", "learners.role", "learners.account_since"])
    .select(["author.name as authorName", "author.role as authorRole"])
    .select("reset_links.expires_at as expiresAt")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { authorName, authorRole, expiresAt, ...learner } = row;
  return { learner, author: { name: authorName, role: authorRole }, expiresAt };
}

/** The link that somebody has, with its maker's name. */
export async function findResetLinkOf(
  db: Database,
  learnerId: string,
): Promise<ResetLinkTable & { author: string | null } | undefined> {
  return await db.selectFrom("reset_links")
    .leftJoin("learners", "learners.id", "reset_links.author_id")
    .where("reset_links.learner_id", "=", learnerId)
    .selectAll("reset_links")
    .select("learners.name as author")
    .executeTakeFirst();
}

/** @returns whether there was one. */
export async function deleteResetLink(db: Database, learnerId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("reset_links")
    .where("learner_id", "=", learnerId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
