import { createHash } from "node:crypto";
import type { CohortRow } from "@/db/cohorts.ts";
import type { Database } from "@/db/schema.ts";
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchiveLine,
  type SubmissionLine,
} from "./archive_line.ts";

/** How many submissions are in memory at once. */
const PAGE = 25;

/** A cohort's archive as gzipped bytes, which are made while they are read. */
export function writeArchive(db: Database, cohort: CohortRow): ReadableStream<Uint8Array> {
  const bytes = ReadableStream.from(encode(listLines(db, cohort)));
  return bytes.pipeThrough(new CompressionStream("gzip"));
}

async function* encode(lines: AsyncIterable<ArchiveLine>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const hash = createHash("sha256");
  let count = 0;
  for await (const line of lines) {
    const bytes = encoder.encode(`${JSON.stringify(line)}\n`);
    hash.update(bytes);
    count++;
    yield bytes;
  }
  const end: ArchiveLine = { kind: "end", lines: count, sha256: hash.digest("hex") };
  yield encoder.encode(`${JSON.stringify(end)}\n`);
}

async function* listLines(db: Database, cohort: CohortRow): AsyncGenerator<ArchiveLine> {
  const { id } = cohort;
  yield {
    kind: "cohort",
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    exportedAt: new Date().toISOString(),
    name: cohort.name,
    timeZone: cohort.time_zone,
    lateRule: cohort.late_rule,
    latePercent: cohort.late_percent,
    hiddenNames: cohort.hidden_names,
    solutionsOpen: cohort.solutions_open,
  };
  yield* await listExercises(db, id);
  const members = await listMembers(db, id);
  yield* members;
  yield* await listPlaces(db, id);
  // One member after the other: an index leads to the submissions of each, however many there are.
  for (const member of members) {
    for (let after = "";;) {
      const page = await listSubmissions(db, { cohortId: id, learnerId: member.id, after });
      yield* page;
      if (page.length < PAGE) break;
      after = page.at(-1)!.id;
    }
  }
  yield* await listOverrides(db, id);
}

async function listExercises(db: Database, cohortId: string): Promise<ArchiveLine[]> {
  const rows = await db.selectFrom("cohort_exercises")
    .where("cohort_id", "=", cohortId)
    .orderBy("slug")
    .select(["slug", "opens_at as opensAt", "due_at as dueAt"])
    .execute();
  return rows.map((row) => ({ kind: "exercise", ...row }));
}

async function listMembers(db: Database, cohortId: string) {
  const rows = await db.selectFrom("memberships")
    .innerJoin("learners", "learners.id", "memberships.learner_id")
    .where("cohort_id", "=", cohortId)
    .orderBy("joined_at")
    .orderBy("learners.name")
    .select(["learners.id", "learners.name", "joined_at as joinedAt"])
    .execute();
  return rows.map((row) => ({ kind: "member" as const, ...row }));
}

async function listPlaces(db: Database, cohortId: string): Promise<ArchiveLine[]> {
  const rows = await db.selectFrom("roster")
    // Who has left may have a place, and is not in the file.
    .leftJoin("memberships", (join) =>
      join.onRef("memberships.cohort_id", "=", "roster.cohort_id")
        .onRef("memberships.learner_id", "=", "roster.learner_id"))
    .where("roster.cohort_id", "=", cohortId)
    .orderBy("roster.id")
    .select(["name", "email", "memberships.learner_id as member", "added_at as addedAt"])
    .execute();
  return rows.map((row) => ({ kind: "place", ...row }));
}

async function listOverrides(db: Database, cohortId: string): Promise<ArchiveLine[]> {
  const rows = await db.selectFrom("overrides")
    .innerJoin(
      "memberships",
      (join) =>
        join.onRef("memberships.cohort_id", "=", "overrides.cohort_id")
          .onRef("memberships.learner_id", "=", "overrides.learner_id"),
    )
    .where("overrides.cohort_id", "=", cohortId)
    .orderBy("overrides.id")
    .select([
      ...["overrides.learner_id as member", "slug", "state", "score", "reason"] as const,
      ...["created_at as createdAt", "withdrawn_at as withdrawnAt"] as const,
    ])
    .execute();
  return rows.map((row) => ({ kind: "override", ...row }));
}

/** Graded submissions of a member to what the cohort does. */
async function listSubmissions(
  db: Database,
  { cohortId, learnerId, after }: {
    readonly cohortId: string;
    readonly learnerId: string;
    readonly after: string;
  },
): Promise<SubmissionLine[]> {
  const rows = await db.selectFrom("submissions")
    .innerJoin("verdicts", "verdicts.submission_id", "submissions.id")
    .where("submissions.learner_id", "=", learnerId)
    .where(
      "submissions.slug",
      "in",
      (each) =>
        each.selectFrom("cohort_exercises").where("cohort_id", "=", cohortId).select("slug"),
    )
    .where("submissions.id", ">", after)
    .orderBy("submissions.id")
    .limit(PAGE)
    .select([
      ...["submissions.id", "submissions.learner_id as member", "submissions.slug"] as const,
      ...["submissions.source", "submissions.created_at as createdAt"] as const,
      ...["verdicts.verdict", "verdicts.score", "verdicts.json"] as const,
      "verdicts.created_at as judgedAt",
      ...["verdicts.grader_hash as graderHash", "verdicts.engine_hash as engineHash"] as const,
    ])
    .execute();
  const parts = await readParts(db, rows.map(({ id }) => id));
  return rows.map(({ id, member, slug, source, createdAt, judgedAt, ...verdict }) => ({
    ...{ kind: "submission", id, member, slug, source, createdAt },
    verdict: { ...verdict, createdAt: judgedAt, failures: parts.failures.get(id) ?? [] },
    past: parts.past.get(id) ?? [],
    remarks: parts.remarks.get(id) ?? [],
  }));
}

/** What belongs to some submissions, by their ids. */
async function readParts(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return { failures: new Map(), past: new Map(), remarks: new Map() };
  const [failures, past, remarks] = await Promise.all([
    db.selectFrom("failures").where("submission_id", "in", ids).orderBy("place")
      .select(["submission_id as of", "check_name as check", "shape"]).execute(),
    db.selectFrom("verdict_history").where("submission_id", "in", ids).orderBy("id")
      .select(["submission_id as of", "verdict", "score", "json", "reason"])
      .select(["created_at as createdAt", "replaced_at as replacedAt"]).execute(),
    db.selectFrom("remarks").where("submission_id", "in", ids).orderBy("id")
      .select(["submission_id as of", "line", "text", "created_at as createdAt"]).execute(),
  ]);
  return { failures: byOwner(failures), past: byOwner(past), remarks: byOwner(remarks) };
}

function byOwner<Row extends { of: string }>(rows: readonly Row[]): Map<string, Omit<Row, "of">[]> {
  const found = new Map<string, Omit<Row, "of">[]>();
  for (const { of, ...row } of rows) found.set(of, [...found.get(of) ?? [], row]);
  return found;
}
