import type { GraderNow, Reach } from "@/db/affected.ts";
import { recordAudit } from "@/db/audit.ts";
import { claimDecided, isAnyDecided } from "@/db/regrade_queue.ts";
import {
  closeRegrade,
  createRegrade,
  decideRegrade,
  listUndecided,
  noteDecision,
  type RegradeChoice,
  replaceVerdict,
  type StoredRegrade,
  type Undecided,
} from "@/db/regrades.ts";
import type { Database, RegradeTable } from "@/db/schema.ts";
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

/**
 * Decides what a trial will change. It takes effect afterwards, a few verdicts at a time: see
 * `applyNext`.
 *
 * @throws Refusal where the trial has not ended, and where points may fall without a reason.
 */
export async function orderRegrade(
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
  if (await decideRegrade(db, id, choice)) return;
  throw new Refusal(409, "not-tried", "This trial has not ended, or it was applied before.");
}

/** How many verdicts change in one transaction at most, and for how long that may last. */
const BATCH = 25;
const BATCH_MS = 50;
/** Whoever gives no sign of life for this long has lost the regrade that they carry out. */
const LEASE_MS = 6_000;

/**
 * Puts the next verdicts of a trial that was decided in the place of those that hold, as far as its
 * policy lets them. Nobody else can write meanwhile, so it is a few at a time.
 *
 * @returns false where there is nothing to do, or where another process is at it.
 */
export async function applyNext(db: Database, owner: string): Promise<boolean> {
  if (!await isAnyDecided(db)) return false;
  return await transact(db, async (transaction) => {
    const nowMs = Date.now();
    const regrade = await claimDecided(transaction, { owner, nowMs, untilMs: nowMs + LEASE_MS });
    if (regrade === undefined) return false;
    const trials = await listUndecided(transaction, regrade.id, BATCH);
    if (trials.length === 0) {
      await closeRegrade(transaction, regrade.id, new Date(nowMs).toISOString());
    }
    const endMs = performance.now() + BATCH_MS;
    for (const trial of trials) {
      await applyTrial(transaction, regrade, trial);
      if (performance.now() > endMs) break;
    }
    return true;
  });
}

async function applyTrial(
  transaction: Database,
  regrade: RegradeTable,
  trial: Undecided,
): Promise<void> {
  const { id, submission_id, verdict, score, json, graded_at } = trial;
  const old = await transaction.selectFrom("verdicts")
    .where("submission_id", "=", submission_id)
    .select(["verdict", "score"])
    .executeTakeFirstOrThrow();
  const change = compareVerdicts(old, { verdict, score });
  const applies = isApplied(change, regrade.policy!);
  await noteDecision(transaction, id, { change, decision: applies ? "applied" : "kept", old });
  if (!applies) return;
  const given = JSON.parse(json) as SubmissionVerdict;
  await replaceVerdict(transaction, {
    ...{ submissionId: submission_id, regradeId: regrade.id, reason: regrade.reason },
    ...{ verdict, score, json, createdAt: graded_at, failures: await listFailures(given) },
    ...{ graderHash: given.hashes.grader, engineHash: given.hashes.engine },
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
