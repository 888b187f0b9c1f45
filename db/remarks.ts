import { newId } from "@/lib/new_id.ts";
import { recordAudit } from "./audit.ts";
import type { Database, RemarkTable } from "./schema.ts";
import { transact } from "./transact.ts";

export type StoredRemark = RemarkTable & { readonly author: string | null };

/** Comments on a line of a submission. */
export async function addRemark(
  db: Database,
  remark: Pick<RemarkTable, "submission_id" | "line" | "text" | "author_id">,
): Promise<void> {
  await transact(db, async (transaction) => {
    await transaction.insertInto("remarks")
      .values({ id: newId(), ...remark, created_at: new Date().toISOString() })
      .execute();
    await recordAudit(transaction, {
      actorId: remark.author_id,
      action: "comment.add",
      subject: remark.submission_id,
      detail: { line: remark.line },
    });
  });
}

export async function removeRemark(
  db: Database,
  remark: { readonly id: string; readonly submissionId: string },
  actorId: string,
): Promise<void> {
  await transact(db, async (transaction) => {
    const { numDeletedRows } = await transaction.deleteFrom("remarks")
      .where("id", "=", remark.id)
      .where("submission_id", "=", remark.submissionId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return;
    const subject = remark.submissionId;
    await recordAudit(transaction, { actorId, action: "comment.remove", subject });
  });
}

/** All comments on a submission, by line. */
export async function listRemarks(db: Database, submissionId: string): Promise<StoredRemark[]> {
  return await db.selectFrom("remarks")
    .leftJoin("learners", "learners.id", "remarks.author_id")
    .where("remarks.submission_id", "=", submissionId)
    .orderBy("remarks.line")
    .orderBy("remarks.id")
    .selectAll("remarks")
    .select("learners.name as author")
    .execute();
}
