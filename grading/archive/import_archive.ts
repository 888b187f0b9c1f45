import { recordAudit } from "@/db/audit.ts";
import { storeInstructor } from "@/db/cohort_instructors.ts";
import { newJoinCode } from "@/db/join_code.ts";
import { rememberLearner } from "@/db/learners.ts";
import { storeFailures } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import { refreshStandings } from "@/db/standings.ts";
import { transact } from "@/db/transact.ts";
import { idAt, newId } from "@/lib/new_id.ts";
import { Refusal } from "@/grading/refusal.ts";
import type {
  ArchiveLine,
  CohortLine,
  OverrideLine,
  PlaceLine,
  SubmissionLine,
} from "./archive_line.ts";
import { readArchive } from "./read_archive.ts";

/** Who commented or graded elsewhere has no account here. */
const ELSEWHERE = "imported";
/** How many lines are stored in one transaction: others have to wait for so long. */
const BATCH = 50;

/** What has become of the archive's ids. */
interface Names {
  readonly cohortId: string;
  readonly members: Map<string, string>;
  /** The id of the next thing that has a place among others, which were made at this time. */
  readonly next: (madeAt: string) => string;
}

/**
 * Makes a new cohort of an archive, under new ids: what is here stays as it is. Its members are
 * learners without an account; verdicts keep their bytes, and with them the hashes of what gave
 * them. The file is read twice: nothing is stored before all of it was found good.
 *
 * @returns the new cohort's id.
 * @throws Refusal, which says what is wrong with the file.
 */
export async function importArchive(db: Database, file: Blob, actorId: string): Promise<string> {
  await checkArchive(file);
  const names: Names = { cohortId: newId(), members: new Map(), next: idsInOrder() };
  let batch: ArchiveLine[] = [];
  const flush = async () => {
    const lines = batch;
    batch = [];
    await transact(db, async (transaction) => {
      for (const line of lines) await store(transaction, line, names);
    });
  };
  for await (const line of readArchive(file)) {
    batch.push(line);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await transact(db, async (transaction) => {
    // Until now it was in the archive: what is half there is nobody's to join.
    await transaction.updateTable("cohorts").set({ archived_at: null })
      .where("id", "=", names.cohortId).execute();
    await storeInstructor(transaction, names.cohortId, actorId);
    await refreshStandings(transaction, { cohortId: names.cohortId });
    await recordAudit(transaction, {
      ...{ actorId, action: "cohort.import", subject: names.cohortId },
      detail: { members: names.members.size },
    });
  });
  return names.cohortId;
}

/** Ids that rise with the given times, and among equal ones in the order of the file. */
function idsInOrder(): Names["next"] {
  let place = 0;
  return (madeAt) => idAt(Date.parse(madeAt), place++);
}

/** Each id is of one thing, and what is named is there before. */
async function checkArchive(file: Blob): Promise<void> {
  const [members, submissions, exercises] = [new Set(), new Set(), new Set()];
  const refuse = (what: string) => new Refusal(422, "bad-archive", `The archive ${what}.`);
  const add = (set: Set<unknown>, id: string) => {
    if (set.has(id)) throw refuse(`has "${id}" twice`);
    set.add(id);
  };
  for await (const line of readArchive(file)) {
    if (line.kind === "cohort" && !isTimeZone(line.timeZone)) {
      throw refuse(`names a time zone that is not known here: "${line.timeZone}"`);
    }
    if (line.kind === "member") add(members, line.id);
    if (line.kind === "exercise") add(exercises, line.slug);
    if (line.kind === "submission") add(submissions, line.id);
    if ("member" in line && line.member !== null && !members.has(line.member)) {
      throw refuse(`names a member who is not in it: "${line.member}"`);
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

async function store(transaction: Database, line: ArchiveLine, names: Names): Promise<void> {
  const cohort_id = names.cohortId;
  switch (line.kind) {
    case "cohort":
      return await storeCohort(transaction, line, cohort_id);
    case "exercise": {
      const { slug, opensAt, dueAt } = line;
      await transaction.insertInto("cohort_exercises")
        .values({ cohort_id, slug, opens_at: opensAt, due_at: dueAt }).execute();
      return;
    }
    case "member": {
      const id = newId();
      names.members.set(line.id, id);
      await rememberLearner(transaction, { id, name: line.name, createdAt: line.joinedAt });
      await transaction.insertInto("memberships")
        .values({ cohort_id, learner_id: id, joined_at: line.joinedAt }).execute();
      return;
    }
    case "place":
      return await storePlace(transaction, line, names);
    case "submission":
      return await storeSubmission(transaction, line, names);
    case "override":
      return await storeOverride(transaction, line, names);
    case "end":
      return;
  }
}

async function storeCohort(transaction: Database, line: CohortLine, id: string): Promise<void> {
  const now = new Date().toISOString();
  await transaction.insertInto("cohorts")
    .values({
      ...{ id, name: line.name, time_zone: line.timeZone, join_code: newJoinCode() },
      ...{ created_at: now, archived_at: now },
      ...{ late_rule: line.lateRule, late_percent: line.latePercent },
      ...{ hidden_names: line.hiddenNames, solutions_open: line.solutionsOpen },
    })
    .execute();
}

async function storePlace(transaction: Database, line: PlaceLine, names: Names): Promise<void> {
  const { name, email, member, addedAt } = line;
  const learner_id = member === null ? null : names.members.get(member)!;
  await transaction.insertInto("roster")
    .values({
      id: names.next(addedAt),
      cohort_id: names.cohortId,
      name,
      email,
      learner_id,
      added_at: addedAt,
    })
    .execute();
}

async function storeOverride(
  transaction: Database,
  line: OverrideLine,
  names: Names,
): Promise<void> {
  const { member, slug, state, score, reason, createdAt, withdrawnAt } = line;
  await transaction.insertInto("overrides")
    .values({
      ...{ id: names.next(createdAt), cohort_id: names.cohortId },
      ...{ learner_id: names.members.get(member)!, slug, state, score, reason },
      ...{ author_id: ELSEWHERE, created_at: createdAt, withdrawn_at: withdrawnAt },
    })
    .execute();
}

async function storeSubmission(
  transaction: Database,
  line: SubmissionLine,
  names: Names,
): Promise<void> {
  const { member, slug, source, createdAt, verdict, past, remarks } = line;
  const id = names.next(createdAt);
  await transaction.insertInto("submissions")
    .values({
      ...{ id, learner_id: names.members.get(member)!, slug, source, created_at: createdAt },
      ...{ state: "done", turn: 0, lease_owner: null, lease_until_ms: null, deaths: 0 },
    })
    .execute();
  await transaction.insertInto("verdicts")
    .values({
      ...{ submission_id: id, verdict: verdict.verdict, score: verdict.score, json: verdict.json },
      ...{ created_at: verdict.createdAt },
      ...{ grader_hash: verdict.graderHash, engine_hash: verdict.engineHash },
    })
    .execute();
  for (const { createdAt, replacedAt, ...old } of past) {
    await transaction.insertInto("verdict_history")
      .values({
        ...{ id: names.next(replacedAt), submission_id: id, ...old },
        ...{ created_at: createdAt, replaced_at: replacedAt, regrade_id: ELSEWHERE },
      })
      .execute();
  }
  for (const { line, text, createdAt } of remarks) {
    await transaction.insertInto("remarks")
      .values({
        ...{ id: names.next(createdAt), submission_id: id, line, text },
        ...{ author_id: ELSEWHERE, created_at: createdAt },
      })
      .execute();
  }
  await storeFailures(transaction, id, verdict.failures);
}
