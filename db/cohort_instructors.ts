import type { Role } from "@/lib/roles.ts";
import { recordAudit } from "./audit.ts";
import type { CohortRow } from "./cohorts.ts";
import type { Database } from "./schema.ts";
import { transact } from "./transact.ts";

/** Somebody who is in charge of a cohort. */
export interface CohortInstructor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly addedAt: string;
}

export async function listCohortInstructors(
  db: Database,
  cohortId: string,
): Promise<CohortInstructor[]> {
  return await db.selectFrom("cohort_instructors")
    .innerJoin("learners", "learners.id", "cohort_instructors.learner_id")
    .where("cohort_id", "=", cohortId)
    .orderBy("learners.name")
    .orderBy("learners.id")
    .select(["learners.id", "learners.name", "learners.role", "added_at as addedAt"])
    .execute();
}

/** Whoever has a role that lets them be in charge of a cohort, and is not yet. */
export async function listCandidates(
  db: Database,
  cohortId: string,
): Promise<{ id: string; name: string }[]> {
  return await db.selectFrom("learners")
    .where("role", "in", ["instructor", "owner"])
    .where(
      "id",
      "not in",
      (each) =>
        each.selectFrom("cohort_instructors").where("cohort_id", "=", cohortId).select(
          "learner_id",
        ),
    )
    .orderBy("name")
    .orderBy("id")
    .select(["id", "name"])
    .execute();
}

export async function isCohortInstructor(
  db: Database,
  cohortId: string,
  learnerId: string,
): Promise<boolean> {
  const found = await db.selectFrom("cohort_instructors")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "=", learnerId)
    .select("added_at")
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether a learner is in any cohort that an instructor is in charge of. */
export async function isInCohortOf(
  db: Database,
  learnerId: string,
  instructorId: string,
): Promise<boolean> {
  const found = await db.selectFrom("memberships")
    .innerJoin("cohort_instructors", "cohort_instructors.cohort_id", "memberships.cohort_id")
    .where("memberships.learner_id", "=", learnerId)
    .where("cohort_instructors.learner_id", "=", instructorId)
    .select("memberships.cohort_id")
    .executeTakeFirst();
  return found !== undefined;
}

/** Of some cohorts, those that somebody is in charge of. */
export async function keepOwnCohorts(
  db: Database,
  cohorts: readonly CohortRow[],
  learnerId: string,
): Promise<CohortRow[]> {
  const rows = await db.selectFrom("cohort_instructors")
    .where("learner_id", "=", learnerId)
    .select("cohort_id")
    .execute();
  const own = new Set(rows.map(({ cohort_id }) => cohort_id));
  return cohorts.filter(({ id }) => own.has(id));
}

interface Change {
  readonly cohortId: string;
  readonly learnerId: string;
  readonly actorId: string;
}

/** Puts an instructor in charge of a cohort. False where they cannot be, or are already. */
export async function addCohortInstructor(db: Database, change: Change): Promise<boolean> {
  const { cohortId, learnerId, actorId } = change;
  return await transact(db, async (transaction) => {
    const candidates = await listCandidates(transaction, cohortId);
    if (!candidates.some(({ id }) => id === learnerId)) return false;
    await storeInstructor(transaction, cohortId, learnerId);
    const detail = { cohort: cohortId };
    const entry = { actorId, action: "cohort.instructor", subject: learnerId, detail } as const;
    await recordAudit(transaction, entry);
    return true;
  });
}

/** Puts whoever makes a cohort in charge of it, where they are somebody who is known here. */
export async function storeInstructor(
  transaction: Database,
  cohortId: string,
  learnerId: string,
): Promise<void> {
  await transaction.insertInto("cohort_instructors")
    .columns(["cohort_id", "learner_id", "added_at"])
    .expression(
      transaction.selectFrom("learners").where("id", "=", learnerId)
        .select((each) => [
          each.val(cohortId).as("cohort_id"),
          "id as learner_id",
          each.val(new Date().toISOString()).as("added_at"),
        ]),
    )
    .execute();
}

/** Takes somebody's charge of a cohort away. False where they had none. */
export async function removeCohortInstructor(db: Database, change: Change): Promise<boolean> {
  const { cohortId, learnerId, actorId } = change;
  return await transact(db, async (transaction) => {
    const { numDeletedRows } = await transaction.deleteFrom("cohort_instructors")
      .where("cohort_id", "=", cohortId)
      .where("learner_id", "=", learnerId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    const detail = { cohort: cohortId, removed: true };
    const entry = { actorId, action: "cohort.instructor", subject: learnerId, detail } as const;
    await recordAudit(transaction, entry);
    return true;
  });
}
