import { type LearnerRows, readLearnerRecord } from "@/db/learner_record.ts";
import type { Database } from "@/db/schema.ts";
import { hiddenNamesOf } from "./hidden_names.ts";
import type { Grading } from "./open_grading.ts";
import { type PublicSubmission, publicSubmission } from "./public_submission.ts";

/** All that is stored of a learner, as one file of JSON. */
export interface LearnerExport {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  /** The rows of each table, by its name. */
  readonly tables: LearnerRows;
  /** With their verdicts, as far as learners may see them; newest first, exercise by exercise. */
  readonly submissions: readonly PublicSubmission[];
}

/** Gathers what a learner is given of all that is stored of them. */
export async function exportLearner(
  { db, grading }: { readonly db: Database; readonly grading: Pick<Grading, "attempts"> },
  learnerId: string,
): Promise<LearnerExport> {
  const slugs = await db.selectFrom("submissions").where("learner_id", "=", learnerId)
    .select("slug").distinct().orderBy("slug").execute();
  const submissions: PublicSubmission[] = [];
  for (const { slug } of slugs) {
    const names = await hiddenNamesOf(db, learnerId, slug);
    const attempts = await grading.attempts(learnerId, slug);
    submissions.push(...attempts.map((attempt) => publicSubmission(attempt, names)));
  }
  return {
    version: 1,
    exportedAt: new Date().toISOString(),
    tables: await readLearnerRecord(db, learnerId),
    submissions,
  };
}
