import { newId } from "@/lib/new_id.ts";
import { recordAudit } from "./audit.ts";
import type { Database, OverrideTable } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { transact } from "./transact.ts";

/** Of whom, and of which exercise in which cohort. */
export interface GradeOf {
  readonly cohortId: string;
  readonly learnerId: string;
  readonly slug: string;
}

export interface NewOverride {
  readonly state: "passed" | "failed";
  /** From 0 to 100. */
  readonly score: number;
  readonly reason: string;
  readonly actorId: string;
}

/** Sets a grade by hand: it stands, whatever is submitted, until it is withdrawn. */
export async function setOverride(db: Database, of: GradeOf, grade: NewOverride): Promise<void> {
  const { cohortId, learnerId, slug } = of;
  const { state, score, reason, actorId } = grade;
  await transact(db, async (transaction) => {
    const before = await readGrade(transaction, of);
    await endOverrides(transaction, of);
    await transaction.insertInto("overrides")
      .values({
        id: newId(),
        ...{ cohort_id: cohortId, learner_id: learnerId, slug, state, score, reason },
        ...{ author_id: actorId, created_at: new Date().toISOString(), withdrawn_at: null },
      })
      .execute();
    await refreshStandings(transaction, of);
    await recordAudit(transaction, {
      ...{ actorId, action: "grade.override", subject: learnerId },
      detail: { cohort: cohortId, exercise: slug, from: before, to: `${state} ${score}`, reason },
    });
  });
}

/** Lets what was graded stand again. The grade by hand is kept, with its reason. */
export async function withdrawOverride(db: Database, of: GradeOf, actorId: string): Promise<void> {
  await transact(db, async (transaction) => {
    const from = await readGrade(transaction, of);
    if (await endOverrides(transaction, of) === 0) return;
    await refreshStandings(transaction, of);
    const to = await readGrade(transaction, of);
    await recordAudit(transaction, {
      ...{ actorId, action: "grade.withdraw", subject: of.learnerId },
      detail: { cohort: of.cohortId, exercise: of.slug, from, to },
    });
  });
}

async function endOverrides(db: Database, { cohortId, learnerId, slug }: GradeOf): Promise<number> {
  const { numUpdatedRows } = await db.updateTable("overrides")
    .set({ withdrawn_at: new Date().toISOString() })
    .where("learner_id", "=", learnerId)
    .where("slug", "=", slug)
    .where("cohort_id", "=", cohortId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function readGrade(db: Database, { cohortId, learnerId, slug }: GradeOf): Promise<string> {
  const standing = await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "=", learnerId)
    .where("slug", "=", slug)
    .select(["state", "score"])
    .executeTakeFirst();
  return standing === undefined ? "none" : `${standing.state} ${standing.score}`;
}

export type StoredOverride = OverrideTable & { readonly author: string | null };

/** All grades by hand of a learner in a cohort, newest first, the withdrawn too. */
export async function listOverrides(db: Database, of: GradeOf): Promise<StoredOverride[]> {
  return await selectOverrides(db)
    .where("overrides.learner_id", "=", of.learnerId)
    .where("overrides.slug", "=", of.slug)
    .where("overrides.cohort_id", "=", of.cohortId)
    .orderBy("overrides.id", "desc")
    .execute();
}

/** The grades by hand that hold for a learner, with their cohorts' names. */
export async function listHeldOverrides(
  db: Database,
  learnerId: string,
): Promise<(OverrideTable & { cohort: string })[]> {
  return await db.selectFrom("overrides")
    .innerJoin("cohorts", "cohorts.id", "overrides.cohort_id")
    .where("overrides.learner_id", "=", learnerId)
    .where("overrides.withdrawn_at", "is", null)
    .orderBy("overrides.id")
    .selectAll("overrides")
    .select("cohorts.name as cohort")
    .execute();
}

function selectOverrides(db: Database) {
  return db.selectFrom("overrides")
    .leftJoin("learners", "learners.id", "overrides.author_id")
    .selectAll("overrides")
    .select("learners.name as author");
}
