import { readLearnerRecord } from "@/db/learner_record.ts";
import type { Database } from "@/db/schema.ts";
import { hiddenNamesOf } from "./hidden_names.ts";
import type { Grading } from "./open_grading.ts";
import { publicSubmission } from "./public_submission.ts";

export interface ExportOptions {
  readonly db: Database;
  readonly grading: Pick<Grading, "submission">;
}

/**
 * All that is stored of a learner, as the text of one JSON object, piece by piece: `version`, 1;
 * `exportedAt`; `tables`, the rows of each table by its name; and `submissions` with their verdicts,
 * as far as learners may see them, newest first. These can be many and long, so one at a time is read.
 */
export async function exportLearner(
  { db, grading }: ExportOptions,
  learnerId: string,
): Promise<AsyncIterable<string>> {
  const tables = await readLearnerRecord(db, learnerId);
  const submissions = await db.selectFrom("submissions").where("learner_id", "=", learnerId)
    .orderBy("id", "desc").select(["id", "slug"]).execute();
  const head = { version: 1, exportedAt: new Date().toISOString(), tables };
  return (async function* () {
    yield `${JSON.stringify(head, null, 2).replace(/\n\}$/, "")},\n  "submissions": [`;
    let before = "\n";
    for (const { id, slug } of submissions) {
      const submission = await grading.submission(id);
      // It was removed meanwhile.
      if (submission === undefined) continue;
      const names = await hiddenNamesOf(db, learnerId, slug);
      yield before + JSON.stringify(publicSubmission(submission, names));
      before = ",\n";
    }
    yield "\n  ]\n}\n";
  })();
}
