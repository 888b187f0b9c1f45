import { newId } from "@/lib/new_id.ts";
import { recordAudit } from "./audit.ts";
import { readJoinCode } from "./join_code.ts";
import type { Database, RosterTable } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { transact } from "./transact.ts";

/** The cohort that a code opens; undefined for a wrong code, and for an archived cohort. */
export async function findCohortByCode(
  db: Database,
  code: string,
): Promise<{ id: string; name: string } | undefined> {
  return await db.selectFrom("cohorts")
    .where("join_code", "=", readJoinCode(code))
    .where("archived_at", "is", null)
    .select(["id", "name"])
    .executeTakeFirst();
}

/**
 * Makes a learner a member of the cohort that the code opens. Joining twice changes nothing. All
 * that they submitted before counts, and where the roster keeps a place for their e-mail address, or
 * else for their name alone, it is theirs. The learner must be known: see `rememberLearner`.
 *
 * @returns the cohort, or undefined where the code opens none.
 */
export async function joinCohort(
  db: Database,
  code: string,
  learnerId: string,
  email?: string,
): Promise<{ id: string; name: string } | undefined> {
  return await transact(db, async (transaction) => {
    const cohort = await findCohortByCode(transaction, code);
    if (cohort === undefined) return undefined;
    const added = await transaction.insertInto("memberships")
      .values({
        cohort_id: cohort.id,
        learner_id: learnerId,
        joined_at: new Date().toISOString(),
      })
      .onConflict((conflict) => conflict.columns(["cohort_id", "learner_id"]).doNothing())
      .executeTakeFirst();
    if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return cohort;
    await claimPlace(transaction, { cohortId: cohort.id, learnerId, email });
    await recordAudit(transaction, {
      actorId: learnerId,
      action: "member.add",
      subject: learnerId,
      detail: { cohort: cohort.id },
    });
    await refreshStandings(transaction, { cohortId: cohort.id, learnerId });
    return cohort;
  });
}

/** A place is claimed where exactly one fits, so that nobody gets another's by chance. */
async function claimPlace(
  db: Database,
  { cohortId, learnerId, email }: { cohortId: string; learnerId: string; email?: string },
): Promise<void> {
  const places = await db.selectFrom("roster")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "is", null)
    .select(["id", "name", "email"])
    .execute();
  const learner = await db.selectFrom("learners").where("id", "=", learnerId).select("name")
    .executeTakeFirstOrThrow();
  const byEmail = email === undefined
    ? []
    : places.filter((place) => place.email !== null && plain(place.email) === plain(email));
  // Whoever is expected with an address shows it: a name alone is anybody's to type.
  const byName = places.filter((place) =>
    place.email === null && plain(place.name) === plain(learner.name)
  );
  const fitting = byEmail.length > 0 ? byEmail : byName;
  if (fitting.length !== 1) return;
  await db.updateTable("roster").set({ learner_id: learnerId }).where("id", "=", fitting[0].id)
    .execute();
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase().normalize("NFC");
}

/** Takes a member out of a cohort. All that they submitted stays theirs. */
export async function removeMember(
  db: Database,
  member: { readonly cohortId: string; readonly learnerId: string },
  actorId: string,
): Promise<void> {
  const { cohortId, learnerId } = member;
  await transact(db, async (transaction) => {
    for (const table of ["standings", "memberships"] as const) {
      await transaction.deleteFrom(table)
        .where("cohort_id", "=", cohortId)
        .where("learner_id", "=", learnerId)
        .execute();
    }
    await transaction.updateTable("roster")
      .set({ learner_id: null })
      .where("cohort_id", "=", cohortId)
      .where("learner_id", "=", learnerId)
      .execute();
    await recordAudit(transaction, {
      actorId,
      action: "member.remove",
      subject: learnerId,
      detail: { cohort: cohortId },
    });
  });
}

export async function isMember(
  db: Database,
  cohortId: string,
  learnerId: string,
): Promise<boolean> {
  const found = await db.selectFrom("memberships")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "=", learnerId)
    .select("joined_at")
    .executeTakeFirst();
  return found !== undefined;
}

/** Somebody who is expected in a cohort. */
export interface RosterEntry {
  readonly name: string;
  readonly email: string | null;
}

/** Databases bound the number of parameters in a statement: six go with each row. */
const BATCH = 500;

/** Keeps places for people. Whoever has one already, by e-mail or name, is left as they are. */
export async function importRoster(
  db: Database,
  cohortId: string,
  entries: readonly RosterEntry[],
  actorId: string,
): Promise<number> {
  return await transact(db, async (transaction) => {
    const known = new Set((await listRoster(transaction, cohortId)).map(keyOf));
    const fresh = entries.filter((entry) => !known.has(keyOf(entry)));
    const addedAt = new Date().toISOString();
    const rows = fresh.map(({ name, email }): RosterTable => ({
      id: newId(),
      cohort_id: cohortId,
      name,
      email,
      learner_id: null,
      added_at: addedAt,
    }));
    for (let start = 0; start < rows.length; start += BATCH) {
      await transaction.insertInto("roster").values(rows.slice(start, start + BATCH)).execute();
    }
    const detail = { people: rows.length };
    await recordAudit(transaction, {
      actorId,
      action: "roster.import",
      subject: cohortId,
      detail,
    });
    return rows.length;
  });
}

/** By what two lines of a roster mean the same person. */
export function keyOf({ name, email }: RosterEntry): string {
  return email === null ? `name ${plain(name)}` : `email ${plain(email)}`;
}

/** All places, as they were imported. */
export async function listRoster(db: Database, cohortId: string): Promise<RosterTable[]> {
  return await db.selectFrom("roster")
    .where("cohort_id", "=", cohortId)
    .orderBy("name")
    .orderBy("id")
    .selectAll()
    .execute();
}

/** The cohorts that somebody is a member of, archived ones too. */
export async function listCohortsOf(
  db: Database,
  learnerId: string,
): Promise<{ id: string; name: string }[]> {
  return await db.selectFrom("memberships")
    .innerJoin("cohorts", "cohorts.id", "memberships.cohort_id")
    .where("memberships.learner_id", "=", learnerId)
    .orderBy("cohorts.name")
    .orderBy("cohorts.id")
    .select(["cohorts.id", "cohorts.name"])
    .execute();
}

/** All members, by name. */
export async function listMembers(
  db: Database,
  cohortId: string,
): Promise<{ id: string; name: string; joinedAt: string }[]> {
  return await db.selectFrom("memberships")
    .innerJoin("learners", "learners.id", "memberships.learner_id")
    .where("memberships.cohort_id", "=", cohortId)
    .orderBy("learners.name")
    .orderBy("learners.id")
    .select(["learners.id", "learners.name", "memberships.joined_at as joinedAt"])
    .execute();
}
