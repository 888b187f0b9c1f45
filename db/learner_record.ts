import { recordAudit } from "./audit.ts";
import { findLearner } from "./learners.ts";
import type { Database, Schema } from "./schema.ts";
import { transact } from "./transact.ts";

type Column<Name extends keyof Schema> = keyof Schema[Name] & string;

/** Every table whose rows name a learner, or a submission. */
type OwnTable =
  | "learners"
  | "audit"
  | {
    [Name in keyof Schema]: Extract<Column<Name>, "learner_id" | "submission_id"> extends never
      ? never
      : Name;
  }[keyof Schema];

/** What a learner is given of a table, and what becomes of its rows when the learner goes. */
export interface LearnerTable<Name extends keyof Schema = keyof Schema> {
  /** How a row names its learner: by a column, or by the submission that it belongs to. */
  readonly by: "id" | "learner_id" | "actor_id" | "submission_id";
  /** What the export holds: no secret, and nothing that learners may not see. */
  readonly shown: readonly Column<Name>[];
  /** "free" keeps the row and forgets whose it was; "keep" keeps all of it. */
  readonly atDeletion: "remove" | "free" | "keep";
}

const REMOVED = { atDeletion: "remove" } as const;
const OF_LEARNER = { by: "learner_id", ...REMOVED } as const;
const OF_SUBMISSION = { by: "submission_id", ...REMOVED } as const;

/**
 * Every table in which something of a learner can be, in the order in which rows can be removed:
 * before the tables that they refer to. One that is missing does not compile, and fails a test.
 */
export const LEARNER_TABLES: { readonly [Name in OwnTable]: LearnerTable<Name> } = {
  // A trial of a new grader is no verdict.
  regrade_jobs: { ...OF_SUBMISSION, shown: [] },
  verdict_history: {
    ...OF_SUBMISSION,
    shown: ["submission_id", "verdict", "score", "created_at", "replaced_at", "reason"],
  },
  remarks: { ...OF_SUBMISSION, shown: ["submission_id", "line", "text", "created_at"] },
  // Both are in the submissions, as far as learners may see them.
  failures: { ...OF_LEARNER, shown: [] },
  verdicts: { ...OF_SUBMISSION, shown: [] },
  gradings: { ...OF_LEARNER, shown: [] },
  standings: {
    ...OF_LEARNER,
    shown: [
      ...["cohort_id", "slug", "state", "score", "is_late", "attempts", "first_at"] as const,
      ...["last_at", "passed_at", "attempts_to_pass", "updated_at"] as const,
    ],
  },
  overrides: {
    ...OF_LEARNER,
    shown: ["cohort_id", "slug", "state", "score", "reason", "created_at", "withdrawn_at"],
  },
  cohort_instructors: { ...OF_LEARNER, shown: ["cohort_id", "added_at"] },
  memberships: { ...OF_LEARNER, shown: ["cohort_id", "joined_at"] },
  // The list of a class is its instructor's: the place in it is free again.
  roster: {
    by: "learner_id",
    shown: ["cohort_id", "name", "email", "added_at"],
    atDeletion: "free",
  },
  drafts: { ...OF_LEARNER, shown: ["slug", "source", "version", "begun_at", "updated_at"] },
  set_aside: { ...OF_LEARNER, shown: ["slug", "source", "updated_at"] },
  hints: { ...OF_LEARNER, shown: ["slug", "number", "shown_at"] },
  shares: { ...OF_LEARNER, shown: ["id", "slug", "promise", "content", "created_at"] },
  tokens: { ...OF_LEARNER, shown: ["name", "created_at", "used_at"] },
  passwords: { ...OF_LEARNER, shown: ["email", "changed_at"] },
  passkeys: { ...OF_LEARNER, shown: ["name", "created_at", "used_at"] },
  identities: { ...OF_LEARNER, shown: ["issuer", "subject", "created_at"] },
  reset_links: { ...OF_LEARNER, shown: ["created_at", "expires_at"] },
  sessions: { ...OF_LEARNER, shown: ["created_at", "used_at", "expires_at", "means", "browser"] },
  // Its lines are never changed; the number in them leads to nobody when the learner is gone.
  audit: {
    by: "actor_id",
    shown: ["created_at", "action", "subject", "detail"],
    atDeletion: "keep",
  },
  // With their verdicts, they are exported by who knows what of a verdict may be seen.
  submissions: { ...OF_LEARNER, shown: [] },
  learners: { by: "id", ...REMOVED, shown: ["id", "name", "role", "created_at", "account_since"] },
};

export type LearnerRows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** All that is stored of a learner, table by table, but for submissions and their verdicts. */
export async function readLearnerRecord(db: Database, learnerId: string): Promise<LearnerRows> {
  const found: [string, readonly Record<string, unknown>[]][] = [];
  for (const [table, own] of listTables().toReversed()) {
    if (own.shown.length === 0) continue;
    const rows = await db.selectFrom(table)
      .where(isOf(db, own, learnerId))
      .select(own.shown as never[])
      .execute();
    found.push([table, rows]);
  }
  return Object.fromEntries(found);
}

/**
 * Removes a learner and all that is stored of them, graded submissions too, and writes down that
 * they wished it. A submission that is being graded has nobody any more who takes its verdict.
 */
export async function deleteLearner(db: Database, learnerId: string): Promise<void> {
  await transact(db, async (transaction) => {
    // Somebody of whom nothing is stored leaves no line in the audit log either.
    if (await findLearner(transaction, learnerId) === undefined) return;
    await removeRows(transaction, learnerId);
    const entry = { actorId: learnerId, action: "account.delete", subject: learnerId } as const;
    await recordAudit(transaction, entry);
  });
}

/** Removes a learner and all that is stored of them, and writes nothing down. */
export async function removeRows(transaction: Database, learnerId: string): Promise<void> {
  for (const [table, own] of listTables()) {
    const isOwn = isOf(transaction, own, learnerId);
    if (own.atDeletion === "remove") {
      await transaction.deleteFrom(table).where(isOwn).execute();
    } else if (own.atDeletion === "free") {
      await transaction.updateTable(table).set({ learner_id: null } as never).where(isOwn)
        .execute();
    }
  }
}

export function listTables(): [OwnTable, LearnerTable][] {
  return Object.entries(LEARNER_TABLES) as [OwnTable, LearnerTable][];
}

/** The condition for a table's rows to be a learner's. Tables differ, so it is not typed. */
function isOf(db: Database, { by }: LearnerTable, learnerId: string): never {
  return ((each: (...parts: unknown[]) => unknown) => {
    if (by !== "submission_id") return each(by, "=", learnerId);
    const own = db.selectFrom("submissions").where("learner_id", "=", learnerId).select("id");
    return each(by, "in", own);
  }) as never;
}
