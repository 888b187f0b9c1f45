import type { Database, SessionTable } from "./schema.ts";
import type { StoredLearner } from "./learners.ts";

/** More browsers than anybody has: who signs in again and again loses those used longest ago. */
export const SESSIONS_MAX = 50;

/** Stores a session, and forgets all that have ended, and those of which somebody has too many. */
export async function insertSession(db: Database, session: SessionTable): Promise<void> {
  await db.deleteFrom("sessions").where("expires_at", "<", session.created_at).execute();
  await db.insertInto("sessions").values(session).execute();
  const surplus = await db.selectFrom("sessions")
    .where("learner_id", "=", session.learner_id)
    .where("id_hash", "<>", session.id_hash)
    .orderBy("used_at", "desc")
    .orderBy("id_hash")
    .limit(SESSIONS_MAX).offset(SESSIONS_MAX - 1)
    .select("id_hash")
    .execute();
  for (const { id_hash } of surplus) await deleteSession(db, id_hash);
}

export type StoredSession =
  & StoredLearner
  & Pick<SessionTable, "used_at" | "expires_at" | "token_hash" | "means">;

/** A session with whose it is. */
export async function findSession(
  db: Database,
  idHash: string,
): Promise<StoredSession | undefined> {
  return await db.selectFrom("sessions")
    .innerJoin("learners", "learners.id", "sessions.learner_id")
    .where("sessions.id_hash", "=", idHash)
    .select(["learners.id", "learners.name", "learners.role", "learners.account_since"])
    .select(["sessions.used_at", "sessions.expires_at", "sessions.token_hash", "sessions.means"])
    .executeTakeFirst();
}

/** Remembers when a session was used last. */
export async function touchSession(db: Database, idHash: string, usedAt: string): Promise<void> {
  await db.updateTable("sessions")
    .set({ used_at: usedAt })
    .where("id_hash", "=", idHash)
    .execute();
}

/** Somebody's sessions, the one used last first. */
export async function listSessions(
  db: Database,
  learnerId: string,
): Promise<readonly SessionTable[]> {
  return await db.selectFrom("sessions")
    .where("learner_id", "=", learnerId)
    .orderBy("used_at", "desc")
    .orderBy("id_hash")
    .selectAll()
    .execute();
}

/** Ends one session; where it must be somebody's, only theirs. */
export async function deleteSession(
  db: Database,
  idHash: string,
  learnerId?: string,
): Promise<void> {
  let deletion = db.deleteFrom("sessions").where("id_hash", "=", idHash);
  if (learnerId !== undefined) deletion = deletion.where("learner_id", "=", learnerId);
  await deletion.execute();
}

/** Ends all sessions of somebody, all but one where that is given. */
export async function deleteSessionsOf(
  db: Database,
  learnerId: string,
  butIdHash?: string,
): Promise<void> {
  let deletion = db.deleteFrom("sessions").where("learner_id", "=", learnerId);
  if (butIdHash !== undefined) deletion = deletion.where("id_hash", "<>", butIdHash);
  await deletion.execute();
}
