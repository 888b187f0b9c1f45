import type { GraderNow, Reach } from "@/db/affected.ts";
import { recordAudit } from "@/db/audit.ts";
import {
  closeRegrade,
  createRegrade,
  decideRegrade,
  findRegrade,
  isDecided,
  listUndecided,
  noteDecision,
  type RegradeChoice,
  replaceVerdict,
  type StoredRegrade,
  type Undecided,
} from "@/db/regrades.ts";
import type { Database } from "@/db/schema.ts";
import { transact } from "@/db/transact.ts";
import { newId } from "@/lib/new_id.ts";
import { compareVerdicts, isApplied, type Outcome } from "@/lib/verdict_change.ts";
import { listFailures } from "./list_failures.ts";
import { Refusal } from "./refusal.ts";
import type { SubmissionVerdict } from "./verdict.ts";

/**
 * Has the present grader tried on submissions of an exercise that another one has graded. The
 * verdicts that hold stay as they are.
 *
 * @returns the regrade's id.
 * @throws Refusal where there is nothing to try, or where other trials have it all.
 */
export async function beginRegrade(
  db: Database,
  begun: {
    readonly now: GraderNow;
    readonly scope: StoredRegrade["scope"];
    readonly reach: Reach;
    readonly actorId: string;
  },
): Promise<string> {
  const { now, scope, reach, actorId } = begun;
  const id = newId();
  const createdAt = new Date().toISOString();
  const count = await createRegrade(db, { ...now, id, scope, reach, actorId, createdAt });
  if (count === 0) throw new Refusal(409, "nothing-to-regrade", NOTHING);
  return id;
}

const NOTHING =
  "There is nothing to try: all of them are up to date, or in an earlier trial that waits to be " +
  "applied or cancelled.";

/** How many verdicts change in one transaction: others have to wait for so long. */
const BATCH = 25;

/**
 * Puts the verdicts of a trial in the place of those that hold, as far as the policy lets them. What
 * was begun and not ended, since a process was killed, goes on where it was, as it was decided then.
 *
 * @throws Refusal where the trial has not ended.
 */
export async function applyRegrade(
  db: Database,
  id: string,
  choice: RegradeChoice,
): Promise<void> {
  if (choice.policy !== "never lower" && choice.reason.trim() === "") {
    throw new Refusal(
      422,
      "reason-missing",
      "Write why: learners whose verdict falls will read it.",
    );
  }
  const isNew = await decideRegrade(db, id, choice);
  const regrade = await findRegrade(db, id);
  if (!isNew && regrade?.state !== "applying") {
    throw new Refusal(409, "not-tried", "This trial has not ended, or it was applied before.");
  }
  for (;;) {
    const jobs = await listUndecided(db, id, BATCH);
    if (jobs.length === 0) break;
    await applyBatch(db, regrade!, jobs);
  }
  await closeRegrade(db, id, new Date().toISOString());
}

async function applyBatch(
  db: Database,
  regrade: StoredRegrade,
  jobs: readonly Undecided[],
): Promise<void> {
  const trials = await Promise.all(jobs.map(async (job) => {
    const verdict = JSON.parse(job.json) as SubmissionVerdict;
    return { job, hashes: verdict.hashes, failures: await listFailures(verdict) };
  }));
  await transact(db, async (transaction) => {
    for (const trial of trials) await applyTrial(transaction, regrade, trial);
  });
}

interface Trial extends Pick<SubmissionVerdict, "hashes"> {
  readonly job: Undecided;
  readonly failures: Awaited<ReturnType<typeof listFailures>>;
}

async function applyTrial(
  transaction: Database,
  regrade: StoredRegrade,
  { job, hashes, failures }: Trial,
): Promise<void> {
  const { id, submission_id, verdict, score, json, graded_at } = job;
  const old = await transaction.selectFrom("verdicts")
    .where("submission_id", "=", submission_id)
    .select(["verdict", "score"])
    .executeTakeFirstOrThrow();
  // Somebody else may have gone on with the same regrade.
  if (await isDecided(transaction, id)) return;
  const change = compareVerdicts(old, { verdict, score });
  const applies = isApplied(change, regrade.policy!);
  await noteDecision(transaction, id, { change, decision: applies ? "applied" : "kept", old });
  if (!applies) return;
  await replaceVerdict(transaction, {
    ...{ submissionId: submission_id, regradeId: regrade.id, reason: regrade.reason },
    ...{ verdict, score, json, createdAt: graded_at, failures },
    ...{ graderHash: hashes.grader, engineHash: hashes.engine },
  });
  if (change === "same") return;
  await recordAudit(transaction, {
    actorId: regrade.applied_by!,
    action: "verdict.change",
    subject: submission_id,
    detail: {
      from: tell(old),
      to: tell({ verdict, score }),
      exercise: regrade.slug,
      regrade: regrade.id,
      reason: regrade.reason || undefined,
    },
  });
}

function tell({ verdict, score }: Outcome): string {
  return `${verdict}, ${score} points`;
}
