import type { Database } from "./schema.ts";

/** What somebody of the staff took back of a learner's. */
export interface TakenBack {
  /** A token's name, or a shared link's address. */
  readonly name: string;
  readonly reason: string;
  /** Who did it; null where they are not here any more. */
  readonly by: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Nobody needs to be told more of their past. */
const TAKEN_MAX = 20;

/**
 * What was taken back of a learner's tokens or shared links by others than themselves, newest first.
 * The audit log is where that stands, with the reason that was given.
 */
export async function listTakenBack(
  db: Database,
  learnerId: string,
  action: "token.revoke" | "share.revoke",
): Promise<TakenBack[]> {
  const rows = await db.selectFrom("audit")
    .leftJoin("learners as actor", "actor.id", "audit.actor_id")
    .where("audit.subject", "=", learnerId)
    .where("audit.action", "=", action)
    .where("audit.actor_id", "<>", learnerId)
    .orderBy("audit.id", "desc")
    .limit(TAKEN_MAX)
    .select(["audit.detail", "audit.created_at as at", "actor.name as by"])
    .execute();
  return rows.map(({ detail, at, by }) => {
    const { name, link, reason } = JSON.parse(detail) as Record<string, string | undefined>;
    return { name: name ?? link ?? "", reason: reason ?? "", by, at };
  });
}
