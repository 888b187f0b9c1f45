import { readLearnerRecord } from "@/db/learner_record.ts";
import type { Database } from "@/db/schema.ts";
import { hiddenNamesOf } from "./hidden_names.ts";
import type { Grading } from "./open_grading.ts";
import { type PublicSubmission, publicSubmission } from "./public_submission.ts";

export interface ExportSources {
  readonly db: Database;
  readonly grading: Pick<Grading, "submission">;
}

/**
 * Writes what a learner is given of all that is stored of them, piece by piece: submissions can be
 * many and long, and are read one by one.
 *
 * @param but tables that are left out.
 */
export async function writeLearnerExport(
  sources: ExportSources,
  learnerId: string,
  but: readonly string[] = [],
): Promise<AsyncIterable<string>> {
  const { tables, ...rest } = await exportHead(sources, learnerId);
  const own = Object.entries(tables).filter(([name]) => !but.includes(name));
  const head = JSON.stringify({ ...rest, tables: Object.fromEntries(own) }, null, 2);
  return (async function* () {
    yield `${head.replace(/\n\}$/, "")},\n  "submissions": [`;
    let before = "\n";
    for await (const submission of submissionsOf(sources, learnerId)) {
      yield before + JSON.stringify(submission);
      before = ",\n";
    }
    yield "\n  ]\n}\n";
  })();
}

async function exportHead({ db }: ExportSources, learnerId: string) {
  const tables = await readLearnerRecord(db, learnerId);
  return { version: 1, exportedAt: new Date().toISOString(), tables } as const;
}

async function* submissionsOf(
  { db, grading }: ExportSources,
  learnerId: string,
): AsyncGenerator<PublicSubmission> {
  const rows = await db.selectFrom("submissions").where("learner_id", "=", learnerId)
    .orderBy("id", "desc").select(["id", "slug"]).execute();
  for (const { id, slug } of rows) {
    const submission = await grading.submission(id);
    // It was removed meanwhile.
    if (submission === undefined) continue;
    yield publicSubmission(submission, await hiddenNamesOf(db, learnerId, slug));
  }
}
