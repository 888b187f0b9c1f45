import type { Database } from "./schema.ts";

/**
 * Counts anew how many verdicts a learner has by each grader and engine, of one exercise or all.
 * Call it in the transaction that changes a verdict.
 */
export async function refreshGradings(
  db: Database,
  { learnerId, slug }: { readonly learnerId: string; readonly slug?: string },
): Promise<void> {
  await db.deleteFrom("gradings")
    .where("learner_id", "=", learnerId)
    .$if(slug !== undefined, (query) => query.where("slug", "=", slug!))
    .execute();
  await db.insertInto("gradings")
    .columns(["learner_id", "slug", "grader_hash", "engine_hash", "verdicts"])
    .expression(
      db.selectFrom("submissions")
        .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
        .where("submissions.learner_id", "=", learnerId)
        .$if(slug !== undefined, (query) => query.where("submissions.slug", "=", slug!))
        .groupBy(["submissions.learner_id", "submissions.slug"])
        .groupBy(["verdicts.grader_hash", "verdicts.engine_hash"])
        .select(["submissions.learner_id", "submissions.slug"])
        .select(["verdicts.grader_hash", "verdicts.engine_hash"])
        .select((each) => each.fn.countAll<number>().as("verdicts")),
    )
    .execute();
}
