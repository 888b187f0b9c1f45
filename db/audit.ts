import { newId } from "@/lib/new_id.ts";
import type { AuditAction } from "./audit_actions.ts";
import type { AuditTable, Database } from "./schema.ts";

/** One line for the audit log. */
export interface AuditEntry {
  /** Whose account did it. */
  readonly actorId: string;
  readonly action: AuditAction;
  /** To whom or what, by id: a learner, a submission, a cohort, `cohort/slug`. */
  readonly subject: string;
  /**
   * What it was and what it is now, as `from` and `to`, why as `reason`, and whatever else tells
   * what happened. Never a secret: no password, no token, no join code.
   */
  readonly detail?: AuditDetail;
}

/** Who of the staff does something in a learner's place, and why. */
export interface ByStaff {
  readonly actorId: string;
  readonly reason: string;
}

export type AuditDetail = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Writes down an action that changed a grade, a role or a cohort. Call it inside the transaction
 * that changes it: then neither is stored without the other.
 */
export async function recordAudit(db: Database, entry: AuditEntry): Promise<void> {
  await recordAudits(db, [entry]);
}

/** PostgreSQL and SQLite bound the number of parameters in a statement: six go with each line. */
const BATCH = 500;

export async function recordAudits(db: Database, entries: readonly AuditEntry[]): Promise<void> {
  const createdAt = new Date().toISOString();
  const rows = entries.map(({ actorId, action, subject, detail = {} }): AuditTable => ({
    id: newId(),
    created_at: createdAt,
    actor_id: actorId,
    action,
    subject,
    detail: JSON.stringify(detail),
  }));
  for (let start = 0; start < rows.length; start += BATCH) {
    await db.insertInto("audit").values(rows.slice(start, start + BATCH)).execute();
  }
}

/** A line of the audit log, with the actor's name where one is known. */
export interface StoredAudit {
  readonly id: string;
  readonly createdAt: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly subjectName: string | null;
  readonly detail: AuditDetail;
}

export interface AuditFilter {
  readonly action?: AuditAction;
  /**
   * Lines of which somebody is the actor or the subject, or whose submission is, by id or by a part
   * of their name.
   */
  readonly person?: string;
  /** ISO 8601, UTC: from then on. */
  readonly since?: string;
  /** ISO 8601, UTC: before then. */
  readonly until?: string;
  /** Lines that are older than this one. */
  readonly before?: string;
  readonly limit: number;
}

/** Lines of the audit log, newest first. */
export async function listAudit(db: Database, filter: AuditFilter): Promise<StoredAudit[]> {
  const { action, person, since, until, before, limit } = filter;
  const rows = await db.selectFrom("audit")
    .leftJoin("learners as actor", "actor.id", "audit.actor_id")
    .leftJoin("learners as target", "target.id", "audit.subject")
    .$if(action !== undefined, (query) => query.where("audit.action", "=", action!))
    .$if(since !== undefined, (query) => query.where("audit.created_at", ">=", since!))
    .$if(until !== undefined, (query) => query.where("audit.created_at", "<", until!))
    .$if(before !== undefined, (query) => query.where("audit.id", "<", before!))
    .$if(person !== undefined, (query) =>
      query.where((each) =>
        each.or([
          each("audit.actor_id", "=", person!),
          each("audit.subject", "=", person!),
          each(each.fn<string>("lower", ["actor.name"]), "like", partOf(person!)),
          each(each.fn<string>("lower", ["target.name"]), "like", partOf(person!)),
          each.exists(
            each.selectFrom("submissions")
              .innerJoin("learners as author", "author.id", "submissions.learner_id")
              .whereRef("submissions.id", "=", "audit.subject")
              .where((one) =>
                one.or([
                  one("author.id", "=", person!),
                  one(one.fn<string>("lower", ["author.name"]), "like", partOf(person!)),
                ])
              )
              .select("submissions.id"),
          ),
        ])
      ))
    .orderBy("audit.id", "desc")
    .limit(limit)
    .select([
      "audit.id",
      "audit.created_at as createdAt",
      "audit.actor_id as actorId",
      "actor.name as actorName",
      "audit.action",
      "audit.subject",
      "target.name as subjectName",
      "audit.detail",
    ])
    .execute();
  return rows.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) }));
}

const PAGE_SIZE = 500;

/** All lines that fit, newest first, a page at a time: there can be many. */
export async function* pageAudit(
  db: Database,
  filter: Omit<AuditFilter, "limit" | "before">,
): AsyncGenerator<StoredAudit[]> {
  let before: string | undefined;
  for (;;) {
    const page = await listAudit(db, { ...filter, before, limit: PAGE_SIZE });
    if (page.length > 0) yield page;
    if (page.length < PAGE_SIZE) return;
    before = page.at(-1)!.id;
  }
}

/** For `like`: a percent sign or an underscore in a name stands for any text, which does no harm. */
function partOf(name: string): string {
  return `%${name.toLowerCase()}%`;
}
