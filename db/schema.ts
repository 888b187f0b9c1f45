import type { Kysely } from "kysely";

/** Everything that is stored, table by table. Times are ISO 8601 in UTC unless the name says ms. */
export interface Schema {
  learners: LearnerTable;
  submissions: SubmissionTable;
  verdicts: VerdictTable;
  drafts: DraftTable;
  audit: AuditTable;
  tokens: TokenTable;
}

export type Database = Kysely<Schema>;

export interface LearnerTable {
  id: string;
  /** What instructors see. */
  name: string;
  created_at: string;
}

/** A submission, and its place in the queue: the table is the queue. */
export interface SubmissionTable {
  /** Rises with the time at which it was made. */
  id: string;
  learner_id: string;
  slug: string;
  source: string;
  created_at: string;
  state: "queued" | "running" | "done";
  /** Smaller comes first: see `enqueue`. */
  turn: number;
  /** Who grades it, while it is running. */
  lease_owner: string | null;
  /** When others may take it over, in milliseconds since 1970. */
  lease_until_ms: number | null;
  /** How many processes ended under it that no limit ended. */
  deaths: number;
}

/** What a submission was judged to be. A submission has one verdict at most: its key is theirs. */
export interface VerdictTable {
  submission_id: string;
  verdict: string;
  score: number;
  /** The whole verdict. */
  json: string;
  created_at: string;
}

/** What a learner is working on: it has no past. */
export interface DraftTable {
  learner_id: string;
  slug: string;
  source: string;
  /** Rises by one with each change. */
  version: number;
  updated_at: string;
}

/** A line of the audit log: it is added, and never changed. */
export interface AuditTable {
  /** Rises with the time at which it was made. */
  id: string;
  created_at: string;
  actor_id: string;
  /** One of `AUDIT_ACTIONS`. */
  action: string;
  /** The id of whom or what it was done to. */
  subject: string;
  /** A JSON object. */
  detail: string;
}

/** What a learner's own programs send instead of a cookie. */
export interface TokenTable {
  /** SHA-256 of the token, in hexadecimal digits: nobody can read the token from it. */
  hash: string;
  learner_id: string;
  /** What the learner calls it, once among their own. */
  name: string;
  created_at: string;
  /** To the minute; null before the first time. */
  used_at: string | null;
}
