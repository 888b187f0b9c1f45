import type { Database, StandingTable } from "./schema.ts";

/** A step of a learner's way through an exercise. */
export interface TimelineEntry {
  readonly id: string;
  readonly source: string;
  readonly created_at: string;
  readonly state: "queued" | "running" | "done";
  readonly verdict: string | null;
  readonly score: number | null;
  /** How many comments are on its lines. */
  readonly remarks: number;
  /** The checks that failed, in the verdict's order. */
  readonly failed: readonly string[];
}

/** What a learner submitted to an exercise, newest first; from just before a given one on. */
export async function listTimeline(
  db: Database,
  { learnerId, slug, before, limit }: {
    readonly learnerId: string;
    readonly slug: string;
    readonly before?: string;
    readonly limit: number;
  },
): Promise<TimelineEntry[]> {
  const rows = await db.selectFrom("submissions")
    .leftJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.learner_id", "=", learnerId)
    .where("submissions.slug", "=", slug)
    .$if(before !== undefined, (query) => query.where("submissions.id", "<", before!))
    .orderBy("submissions.id", "desc")
    .limit(limit)
    .select(["submissions.id", "source", "submissions.created_at", "submissions.state"])
    .select(["verdicts.verdict", "verdicts.score"])
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [failures, remarks] = await Promise.all([
    db.selectFrom("failures").where("submission_id", "in", ids).orderBy("place")
      .select(["submission_id", "check_name"]).execute(),
    db.selectFrom("remarks").where("submission_id", "in", ids).groupBy("submission_id")
      .select((each) => ["submission_id", each.fn.countAll().as("count")]).execute(),
  ]);
  return rows.map((row) => ({
    ...row,
    remarks: Number(remarks.find(({ submission_id }) => submission_id === row.id)?.count ?? 0),
    failed: failures.filter(({ submission_id }) => submission_id === row.id)
      .map(({ check_name }) => check_name),
  }));
}

/** How far a member is with each exercise that they have begun. */
export async function listStandings(
  db: Database,
  cohortId: string,
  learnerId: string,
): Promise<StandingTable[]> {
  return await db.selectFrom("standings")
    .where("cohort_id", "=", cohortId)
    .where("learner_id", "=", learnerId)
    .selectAll()
    .execute();
}
