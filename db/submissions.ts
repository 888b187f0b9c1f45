import type { SelectQueryBuilder } from "kysely";
import type { Database, Schema, SubmissionTable } from "./schema.ts";

/** A submission with its learner's name and its verdict, if it has one. */
export interface StoredSubmission
  extends Pick<SubmissionTable, "id" | "learner_id" | "slug" | "source" | "created_at" | "state"> {
  readonly learner_name: string;
  /** The verdict's JSON. */
  readonly json: string | null;
}

export async function findSubmission(
  db: Database,
  id: string,
): Promise<StoredSubmission | undefined> {
  return await select(db).where("submissions.id", "=", id).executeTakeFirst();
}

/**
 * A submission in a list: neither its program nor its verdict's JSON, which may be megabytes. Whoever
 * submits often could else fill the server's memory by looking at a list.
 */
export interface ListedSubmission
  extends Pick<SubmissionTable, "id" | "learner_id" | "slug" | "created_at" | "state"> {
  readonly learner_name: string;
  readonly verdict: string | null;
  readonly score: number | null;
  /** The first check that failed. */
  readonly failed: string | null;
}

/** More than anybody looks through. */
const ATTEMPTS_MAX = 1_000;

/** What a learner submitted to an exercise, newest first. */
export async function listAttempts(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<ListedSubmission[]> {
  return await list(db)
    .where("submissions.learner_id", "=", learnerId)
    .where("submissions.slug", "=", slug)
    .orderBy("submissions.id", "desc")
    .limit(ATTEMPTS_MAX)
    .execute();
}

/** Whether any of a learner's submissions to an exercise passed. */
export async function hasPassed(db: Database, learnerId: string, slug: string): Promise<boolean> {
  const found = await db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.learner_id", "=", learnerId)
    .where("submissions.slug", "=", slug)
    .where("verdicts.verdict", "=", "passed")
    .select("submissions.id")
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** What all learners submitted, newest first; from just before a given one on. */
export async function listNewest(
  db: Database,
  options: { readonly limit: number; readonly before?: string },
): Promise<ListedSubmission[]> {
  const { limit, before } = options;
  return await list(db)
    .$if(before !== undefined, (query) => query.where("submissions.id", "<", before!))
    .orderBy("submissions.id", "desc")
    .limit(limit)
    .execute();
}

function list(db: Database): SelectQueryBuilder<
  Schema & { submissions: SubmissionTable },
  "submissions" | "learners",
  ListedSubmission
> {
  return db.selectFrom("submissions")
    .innerJoin("learners", "learners.id", "submissions.learner_id")
    .leftJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .select([
      "submissions.id",
      "submissions.learner_id",
      "submissions.slug",
      "submissions.created_at",
      "submissions.state",
      "learners.name as learner_name",
      "verdicts.verdict",
      "verdicts.score",
    ])
    .select((each) =>
      each.selectFrom("failures").whereRef("failures.submission_id", "=", "submissions.id")
        .orderBy("failures.place").limit(1).select("failures.check_name").as("failed")
    ) as never;
}

function select(db: Database): SelectQueryBuilder<
  Schema & { submissions: SubmissionTable },
  "submissions" | "learners",
  StoredSubmission
> {
  return db.selectFrom("submissions")
    .innerJoin("learners", "learners.id", "submissions.learner_id")
    .leftJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .select([
      "submissions.id",
      "submissions.learner_id",
      "submissions.slug",
      "submissions.source",
      "submissions.created_at",
      "submissions.state",
      "learners.name as learner_name",
      "verdicts.json",
    ]) as never;
}
