import type { Database } from "./schema.ts";

/** Which submission speaks for a learner. */
export type Spokesman = "latest" | "best";

export interface FinalProgram {
  readonly id: string;
  readonly learnerId: string;
  readonly learnerName: string;
  readonly createdAt: string;
  readonly score: number;
  readonly source: string;
}

/** One graded submission of each learner to an exercise: of all of them, or of a cohort's members. */
export async function listFinalPrograms(
  db: Database,
  of: { readonly slug: string; readonly which: Spokesman; readonly cohortId?: string },
): Promise<FinalProgram[]> {
  const { slug, which, cohortId } = of;
  const rows = await db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.slug", "=", slug)
    .$if(
      cohortId !== undefined,
      (query) =>
        query.where(
          "submissions.learner_id",
          "in",
          (each) =>
            each.selectFrom("memberships").where("cohort_id", "=", cohortId!).select("learner_id"),
        ),
    )
    .orderBy("submissions.learner_id")
    .$if(which === "best", (query) => query.orderBy("verdicts.score", "desc"))
    .orderBy("submissions.id", "desc")
    .select(["submissions.id", "submissions.learner_id"])
    .execute();
  const seen = new Set<string>();
  const ids = rows.filter(({ learner_id }) => !seen.has(learner_id) && seen.add(learner_id))
    .map(({ id }) => id);
  return await findPrograms(db, ids);
}

/** As many as a statement may safely have parameters. */
const BATCH = 500;

/** Submissions by their ids, without those that are not there. */
async function findPrograms(db: Database, ids: readonly string[]): Promise<FinalProgram[]> {
  const found: FinalProgram[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    found.push(
      ...await db.selectFrom("submissions")
        .innerJoin("learners", "learners.id", "submissions.learner_id")
        .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
        .where("submissions.id", "in", ids.slice(start, start + BATCH))
        .orderBy("submissions.id")
        .select([
          "submissions.id",
          "submissions.learner_id as learnerId",
          "learners.name as learnerName",
          "submissions.created_at as createdAt",
          "verdicts.score",
          "submissions.source",
        ])
        .execute(),
    );
  }
  return found;
}
