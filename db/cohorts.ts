import { newId } from "@/lib/new_id.ts";
import { recordAudit } from "./audit.ts";
import { storeInstructor } from "./cohort_instructors.ts";
import { newJoinCode } from "./join_code.ts";
import type {
  CohortExerciseTable,
  CohortTable,
  Database,
  HiddenNames,
  LateRule,
  SolutionsOpen,
} from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { transact } from "./transact.ts";

/** What an instructor sets of a cohort. */
export interface CohortSettings {
  readonly name: string;
  /** An IANA name. */
  readonly timeZone: string;
  readonly lateRule: LateRule;
  readonly latePercent: number;
  readonly hiddenNames: HiddenNames;
  readonly solutionsOpen: SolutionsOpen;
}

export interface CohortRow extends CohortTable {
  readonly members: number;
}

/** Makes a cohort that does the given exercises, without any times yet. */
export async function createCohort(
  db: Database,
  settings: CohortSettings,
  made: { readonly actorId: string; readonly slugs: readonly string[] },
): Promise<string> {
  const id = newId();
  await transact(db, async (transaction) => {
    await transaction.insertInto("cohorts")
      .values({
        id,
        ...columnsOf(settings),
        join_code: newJoinCode(),
        created_at: new Date().toISOString(),
        archived_at: null,
      })
      .execute();
    await storeInstructor(transaction, id, made.actorId);
    const exercises = made.slugs.map((slug) => ({
      ...{ cohort_id: id, slug, opens_at: null, due_at: null },
    }));
    if (exercises.length > 0) {
      await transaction.insertInto("cohort_exercises").values(exercises).execute();
    }
    const detail = { name: settings.name };
    await recordAudit(transaction, {
      actorId: made.actorId,
      action: "cohort.create",
      subject: id,
      detail,
    });
  });
  return id;
}

/** Changes a cohort's settings; scores follow where the late policy has changed. */
export async function changeCohort(
  db: Database,
  id: string,
  settings: CohortSettings,
  actorId: string,
): Promise<void> {
  await transact(db, async (transaction) => {
    const before = await transaction.selectFrom("cohorts").where("id", "=", id).selectAll()
      .executeTakeFirstOrThrow();
    const columns = columnsOf(settings);
    await transaction.updateTable("cohorts").set(columns).where("id", "=", id).execute();
    const detail = Object.fromEntries(
      Object.entries(columns)
        .filter(([name, value]) => before[name as keyof CohortTable] !== value)
        .map(([name, value]) => [name, `${before[name as keyof CohortTable]} → ${value}`]),
    );
    await recordAudit(transaction, { actorId, action: "cohort.change", subject: id, detail });
    if ("late_rule" in detail || "late_percent" in detail) {
      await refreshStandings(transaction, { cohortId: id });
    }
  });
}

function columnsOf(settings: CohortSettings) {
  return {
    name: settings.name,
    time_zone: settings.timeZone,
    late_rule: settings.lateRule,
    late_percent: settings.latePercent,
    hidden_names: settings.hiddenNames,
    solutions_open: settings.solutionsOpen,
  };
}

/** Puts a cohort into the archive, or takes it out again. Nothing is deleted. */
export async function archiveCohort(
  db: Database,
  id: string,
  archive: { readonly isArchived: boolean; readonly actorId: string },
): Promise<void> {
  const { isArchived, actorId } = archive;
  await transact(db, async (transaction) => {
    await transaction.updateTable("cohorts")
      .set({ archived_at: isArchived ? new Date().toISOString() : null })
      .where("id", "=", id)
      .execute();
    const action = isArchived ? "cohort.archive" : "cohort.unarchive";
    await recordAudit(transaction, { actorId, action, subject: id });
  });
}

/** Makes a new join code: the one before opens nothing from then on. */
export async function renewJoinCode(db: Database, id: string, actorId: string): Promise<void> {
  await transact(db, async (transaction) => {
    await transaction.updateTable("cohorts")
      .set({ join_code: newJoinCode() })
      .where("id", "=", id)
      .execute();
    await recordAudit(transaction, { actorId, action: "cohort.code", subject: id });
  });
}

export async function findCohort(db: Database, id: string): Promise<CohortRow | undefined> {
  return await selectCohorts(db).where("cohorts.id", "=", id).executeTakeFirst() as
    | CohortRow
    | undefined;
}

/** All cohorts, the newest first and the archived last. */
export async function listCohorts(db: Database): Promise<CohortRow[]> {
  const rows = await selectCohorts(db).orderBy("cohorts.id", "desc").execute() as CohortRow[];
  const isArchived = ({ archived_at }: CohortRow) => archived_at === null ? 0 : 1;
  return rows.toSorted((one, other) => isArchived(one) - isArchived(other));
}

function selectCohorts(db: Database) {
  return db.selectFrom("cohorts")
    .selectAll("cohorts")
    .select((each) =>
      each.selectFrom("memberships")
        .whereRef("memberships.cohort_id", "=", "cohorts.id")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("members")
    );
}

/** What a cohort does, by slug. */
export async function listCohortExercises(
  db: Database,
  cohortId: string,
): Promise<CohortExerciseTable[]> {
  return await db.selectFrom("cohort_exercises")
    .where("cohort_id", "=", cohortId)
    .orderBy("slug")
    .selectAll()
    .execute();
}

/** An exercise of a cohort with its times: ISO 8601 in UTC, or null for none. */
export type CohortExercise = CohortExerciseTable;

/** Adds an exercise to a cohort, or changes its times; late scores follow. */
export async function setCohortExercise(
  db: Database,
  exercise: CohortExercise,
  actorId: string,
): Promise<void> {
  const { cohort_id, slug, opens_at, due_at } = exercise;
  await transact(db, async (transaction) => {
    await transaction.insertInto("cohort_exercises")
      .values(exercise)
      .onConflict((conflict) =>
        conflict.columns(["cohort_id", "slug"]).doUpdateSet({ opens_at, due_at })
      )
      .execute();
    await recordAudit(transaction, {
      actorId,
      action: "cohort.exercise",
      subject: `${cohort_id}/${slug}`,
      detail: { opens: opens_at, due: due_at },
    });
    await refreshStandings(transaction, { cohortId: cohort_id, slug });
  });
}

/** Takes an exercise out of a cohort. What was submitted stays. */
export async function removeCohortExercise(
  db: Database,
  exercise: { readonly cohortId: string; readonly slug: string },
  actorId: string,
): Promise<void> {
  const { cohortId, slug } = exercise;
  await transact(db, async (transaction) => {
    await transaction.deleteFrom("cohort_exercises")
      .where("cohort_id", "=", cohortId)
      .where("slug", "=", slug)
      .execute();
    const detail = { removed: true };
    const subject = `${cohortId}/${slug}`;
    await recordAudit(transaction, { actorId, action: "cohort.exercise", subject, detail });
    await refreshStandings(transaction, { cohortId, slug });
  });
}
