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
  /** With their verdicts, as far as learners may see them; newest first. */
  readonly submissions: readonly PublicSubmission[];
}

export interface ExportSources {
  readonly db: Database;
  readonly grading: Pick<Grading, "submission">;
}

/** Gathers what a learner is given of all that is stored of them. */
export async function exportLearner(
  sources: ExportSources,
  learnerId: string,
): Promise<LearnerExport> {
  const head = await exportHead(sources, learnerId);
  return { ...head, submissions: await Array.fromAsync(submissionsOf(sources, learnerId)) };
}

/** The same as text, piece by piece: submissions can be many and long, and are read one by one. */
export async function writeLearnerExport(
  sources: ExportSources,
  learnerId: string,
): Promise<AsyncIterable<string>> {
  const head = JSON.stringify(await exportHead(sources, learnerId), null, 2);
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
