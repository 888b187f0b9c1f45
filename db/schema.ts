import type { Generated, Kysely } from "kysely";
import type { Role } from "@/lib/roles.ts";
import type { RegradePolicy, VerdictChange } from "@/lib/verdict_change.ts";

/** Everything that is stored, table by table. Times are ISO 8601 in UTC unless the name says ms. */
export interface Schema {
  learners: LearnerTable;
  sessions: SessionTable;
  passwords: PasswordTable;
  passkeys: PasskeyTable;
  identities: IdentityTable;
  reset_links: ResetLinkTable;
  set_aside: SetAsideTable;
  submissions: SubmissionTable;
  verdicts: VerdictTable;
  drafts: DraftTable;
  audit: AuditTable;
  verdict_history: VerdictHistoryTable;
  regrades: RegradeTable;
  regrade_jobs: RegradeJobTable;
  gradings: GradingTable;
  tokens: TokenTable;
  hints: HintTable;
  shares: ShareTable;
  cohorts: CohortTable;
  cohort_exercises: CohortExerciseTable;
  cohort_instructors: CohortInstructorTable;
  memberships: MembershipTable;
  roster: RosterTable;
  standings: StandingTable;
  overrides: OverrideTable;
  failures: FailureTable;
  remarks: RemarkTable;
  limits: LimitTable;
  used_tickets: UsedTicketTable;
}

export type Database = Kysely<Schema>;

export interface LearnerTable {
  id: string;
  /** What instructors see. */
  name: string;
  created_at: string;
  role: Generated<Role>;
  /** When they signed up; null for whom a cookie alone remembers. */
  account_since: string | null;
}

/** A browser in which somebody with an account is signed in. */
export interface SessionTable {
  /** SHA-256 of what the cookie holds: who reads this table can sign in as nobody. */
  id_hash: string;
  learner_id: string;
  created_at: string;
  /** A few minutes late at most. */
  used_at: string;
  expires_at: string;
  /** How they signed in. */
  means: SignInMeans;
  /** What the browser calls itself, for the list of sessions. */
  browser: string;
  /** Of the instructor's token that opened it: a new token ends it. */
  token_hash: string | null;
}

/** With what somebody signs in who chose an e-mail address and a password. */
export interface PasswordTable {
  learner_id: string;
  /** In lower case, and nobody else's. Nothing was ever sent there. */
  email: string;
  /** See `hashPassword`. */
  hash: string;
  changed_at: string;
}

/** A passkey's public half (W3C, Web Authentication Level 3, section 4). */
export interface PasskeyTable {
  /** The credential's id, in base64url. */
  id: string;
  learner_id: string;
  /** What its owner sees in the list. */
  name: string;
  /** COSE, in base64url. */
  public_key: string;
  /** How often the authenticator says it was used: a smaller number than before tells of a copy. */
  counter: number;
  created_at: string;
  used_at: string | null;
}

/** Who somebody is at an OpenID Connect provider. */
export interface IdentityTable {
  issuer: string;
  subject: string;
  learner_id: string;
  created_at: string;
}

/** A way back for somebody who has lost theirs: they have one at most. */
export interface ResetLinkTable {
  learner_id: string;
  /** SHA-256 of what the link holds: who reads this table gets in as nobody. */
  hash: string;
  /** Who of the staff made it. */
  author_id: string;
  created_at: string;
  expires_at: string;
}

/** A draft that had to make way for a newer one when two learners became one. */
export interface SetAsideTable {
  id: string;
  learner_id: string;
  slug: string;
  source: string;
  /** When it was last worked on. */
  updated_at: string;
}

export type SignInMeans = "token" | "code" | "password" | "passkey" | "provider" | "link";

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
  /** By what it was given; empty where that is not known. */
  grader_hash: Generated<string>;
  engine_hash: Generated<string>;
}

/** What a learner is working on: it has no past. */
export interface DraftTable {
  learner_id: string;
  slug: string;
  source: string;
  /** Rises by one with each change. */
  version: number;
  updated_at: string;
  /** When the first version was saved; null where that was not written down. */
  begun_at: string | null;
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

/** A hint that a learner has asked for. */
export interface HintTable {
  id: string;
  learner_id: string;
  slug: string;
  /** From 1 on; nobody sees the second before the first. */
  number: number;
  shown_at: string;
}

/** A counterexample under a short address, for whoever has it. */
export interface ShareTable {
  /** Part of the address, and not to be guessed. */
  id: string;
  /** Who shares it, and may take it back. */
  learner_id: string;
  /** SHA-256 of the content: nobody shares the same thing twice. */
  hash: string;
  slug: string;
  /** The sentence of the check that fails. */
  promise: string;
  /** See `encodeShared`. */
  content: string;
  created_at: string;
}

/** A class that goes through exercises together. */
export interface CohortTable {
  id: string;
  name: string;
  /** Its IANA name: due times are meant, and shown, in it. */
  time_zone: string;
  join_code: string;
  created_at: string;
  /** Nobody joins an archived cohort, and its rules hold no longer. */
  archived_at: string | null;
  late_rule: LateRule;
  /** What each day begun takes off a late score, where that is the rule. */
  late_percent: number;
  hidden_names: HiddenNames;
  solutions_open: SolutionsOpen;
}

/** What becomes of a submission after the due time: it is marked, costs some score, or is refused. */
export type LateRule = "mark" | "percent" | "refuse";

/** Of which hidden checks learners see the names in their verdicts. */
export type HiddenNames = "none" | "failed" | "all";

/** When a learner may see solutions: after passing, once the due time is over, both, or never. */
export type SolutionsOpen = "passed" | "due" | "passed and due" | "never";

/** An exercise that a cohort does. */
export interface CohortExerciseTable {
  cohort_id: string;
  slug: string;
  opens_at: string | null;
  due_at: string | null;
}

/** Who is in charge of a cohort: they may regrade it, and nobody else but owners. */
export interface CohortInstructorTable {
  cohort_id: string;
  learner_id: string;
  added_at: string;
}

export interface MembershipTable {
  cohort_id: string;
  learner_id: string;
  joined_at: string;
}

/** A place that is kept for somebody who is expected in a cohort. */
export interface RosterTable {
  id: string;
  cohort_id: string;
  name: string;
  email: string | null;
  /** Who has taken the place. */
  learner_id: string | null;
  added_at: string;
}

/**
 * How far a member of a cohort is with an exercise: all their submissions in one row, for the
 * matrix. It follows from the other tables, and changes in one transaction with them: see
 * `refreshStandings`.
 */
export interface StandingTable {
  cohort_id: string;
  learner_id: string;
  slug: string;
  /** "passed" once any did, else how the newest graded one ended; "queued" before the first did. */
  state: StandingState;
  /** The best score, after what lateness takes off; or the one set by hand. */
  score: number;
  /** 1 where that score is of a late submission. */
  is_late: number;
  attempts: number;
  first_at: string;
  last_at: string;
  passed_at: string | null;
  /** How many it took up to the first that passed. */
  attempts_to_pass: number | null;
  /** The first failed check of the newest graded submission, unless the exercise is passed. */
  failing_check: string | null;
  /** How many graded submissions in a row, up to the newest, fail first at that check. */
  failing_run: number;
  /** The grade by hand that holds. */
  override_id: string | null;
  updated_at: string;
}

export type StandingState =
  | "passed"
  | "failed"
  | "ran out"
  | "not gradable"
  | "our fault"
  | "queued";

/** A grade that was set by hand. It is withdrawn, never deleted. */
export interface OverrideTable {
  id: string;
  cohort_id: string;
  learner_id: string;
  slug: string;
  state: "passed" | "failed";
  score: number;
  reason: string;
  author_id: string;
  created_at: string;
  withdrawn_at: string | null;
}

/** A check that a submission failed. It follows from the verdict, and changes with it. */
export interface FailureTable {
  submission_id: string;
  check_name: string;
  /** 0 for the first that failed. */
  place: number;
  slug: string;
  learner_id: string;
  /** What its shrunk schedule has in common with others: see `counterexampleShape`. */
  shape: string;
  /** When it was submitted. */
  created_at: string;
}

/** What an instructor says of a line of a submission. */
export interface RemarkTable {
  id: string;
  submission_id: string;
  /** From 1. */
  line: number;
  text: string;
  author_id: string;
  created_at: string;
}

/** A verdict that a regrade has replaced. It stays for ever. */
export interface VerdictHistoryTable {
  id: string;
  submission_id: string;
  verdict: string;
  score: number;
  json: string;
  /** When it was given. */
  created_at: string;
  replaced_at: string;
  regrade_id: string;
  /** What the instructor said about it, for the learner. */
  reason: string;
}

/** A trial of a new grader on an exercise's submissions, and what became of it. */
export interface RegradeTable {
  id: string;
  slug: string;
  /** Only of this cohort's members; null for everybody. */
  cohort_id: string | null;
  /** Which submissions of each learner. */
  scope: "all" | "latest" | "best";
  state: "running" | "cancelled" | "applying" | "applied";
  created_at: string;
  created_by: string;
  /** What is tried. */
  grader_hash: string;
  engine_hash: string;
  /** Chosen when it is applied. */
  policy: RegradePolicy | null;
  reason: string;
  applied_at: string | null;
  applied_by: string | null;
  /** Which process carries out what was decided. */
  lease_owner: string | null;
  lease_until_ms: number | null;
}

/** One submission of a regrade, and its place in the queue: a trial's verdict is kept here. */
export interface RegradeJobTable {
  id: string;
  regrade_id: string;
  submission_id: string;
  state: "queued" | "running" | "done";
  lease_owner: string | null;
  lease_until_ms: number | null;
  deaths: number;
  /** As it was when the trial began. */
  old_verdict: string;
  old_score: number;
  verdict: string | null;
  score: number | null;
  json: string | null;
  graded_at: string | null;
  /** What the trial's verdict is to the old one. */
  change: VerdictChange | null;
  /** Whether it took the old one's place; "left": its learner was no longer within reach. */
  decision: "applied" | "kept" | "left" | null;
}

/**
 * How many verdicts a learner has of an exercise by one grader and engine. It follows from the
 * verdicts, which are too large to be counted, and changes with them: see `refreshGradings`.
 */
export interface GradingTable {
  learner_id: string;
  slug: string;
  grader_hash: string;
  engine_hash: string;
  verdicts: number;
}

/**
 * How far somebody is from a limit. Who it is nobody can read from it; a row that says no more than
 * that all tries are there again is deleted.
 */
export interface LimitTable {
  /** Hashed with the site's key. */
  key: string;
  /** When all tries are there again, in microseconds since 1970. */
  full_at_us: number;
}

/** A ticket that was good for one use and has had it: see `Tickets`. */
export interface UsedTicketTable {
  id: string;
  /** When it would have run out anyway, in milliseconds since 1970: then the row goes. */
  until_ms: number;
}
