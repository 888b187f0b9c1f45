import { type RawBuilder, sql } from "kysely";
import type { Database } from "@/db/schema.ts";
import { isPostgres } from "@/db/transact.ts";

/** So many learners, a few in a cohort; each second one has submitted something. */
const LEARNERS = 20_000;
const OF_COHORT = 25;
const SUBMISSIONS = 50_000;
/** As long as a short program, and as a verdict without counterexamples. */
const TEXT = "x".repeat(400);

/** A cohort, a member of it, and a trial of its submissions, among all that `fillTables` makes. */
export const FILLED = { cohort: "c7", learner: "l180", regrade: "r7" } as const;

/**
 * Fills the tables that grow with use, and has the database look at them: it chooses its way by what
 * is in them, and reads a small table whole however good the index is. Rows are of no use but that.
 */
export async function fillTables(db: Database): Promise<void> {
  const cohorts = LEARNERS / OF_COHORT;
  await insert(db, "learners (id, name, created_at)", LEARNERS, sql`'l' || i, 'Name ' || i, ''`);
  await insert(
    db,
    `cohorts (id, name, time_zone, join_code, created_at, late_rule, late_percent, hidden_names,
      solutions_open)`,
    cohorts,
    sql`'c' || i, 'C', 'UTC', 'code' || i, '', 'mark', 0, 'all', 'never'`,
  );
  for (const slug of ["vector-clock", "gcounter"]) {
    await insert(db, "cohort_exercises (cohort_id, slug)", cohorts, sql`'c' || i, ${text(slug)}`);
  }
  await insert(
    db,
    "memberships (cohort_id, learner_id, joined_at)",
    LEARNERS,
    sql`'c' || (i / ${sql.lit(OF_COHORT)}), 'l' || i, ''`,
  );
  await fillSubmissions(db);
  await fillRegrades(db, 500);
  await fillHistory(db);
  await analyze(db);
}

/** PostgreSQL looks at 300 rows for each of these, drawn at random: all of the largest table. */
const STATISTICS_TARGET = Math.ceil(SUBMISSIONS / 300);

/** Has the database look at every row: of a sample it would think otherwise each time. */
async function analyze(db: Database): Promise<void> {
  await db.connection().execute(async (one) => {
    if (isPostgres(db)) {
      await sql`set default_statistics_target = ${sql.lit(STATISTICS_TARGET)}`.execute(one);
    }
    await sql`analyze`.execute(one);
  });
}

/** The exercise of a submission by its number. */
const SLUG = sql`case when i % 5 < 3 then 'vector-clock' else 'gcounter' end`;
const SUBMISSION = sql`'s' || (100000 + i)`;
const LEARNER = sql`'l' || (i / 5)`;

async function fillSubmissions(db: Database): Promise<void> {
  const count = SUBMISSIONS;
  await insert(
    db,
    "submissions (id, learner_id, slug, source, created_at, state, turn)",
    count,
    sql`${SUBMISSION}, ${LEARNER}, ${SLUG}, ${text(TEXT)}, '', 'done', 0`,
  );
  await insert(
    db,
    "verdicts (submission_id, verdict, score, json, created_at, grader_hash, engine_hash)",
    count,
    sql`${SUBMISSION}, 'failed', i % 100, ${text(TEXT)}, '', 'g', 'e'`,
  );
  await insert(
    db,
    "failures (submission_id, check_name, place, slug, learner_id, shape, created_at)",
    count,
    sql`${SUBMISSION}, 'order', 0, ${SLUG}, ${LEARNER}, 'shape ' || (i % 9), '2026-11-01'`,
  );
  await insert(
    db,
    `standings (cohort_id, learner_id, slug, state, score, is_late, attempts, first_at, last_at,
      failing_check, failing_run, updated_at)`,
    LEARNERS,
    sql`'c' || (i / ${
      sql.lit(OF_COHORT)
    }), 'l' || i, 'gcounter', 'failed', 0, 0, 5, '', '', 'order',
      5, '2026-11-01T00:00:' || (i % 60)`,
  );
  await insert(
    db,
    "gradings (learner_id, slug, grader_hash, engine_hash, verdicts)",
    LEARNERS,
    sql`'l' || i, 'gcounter', 'g', 'e', 5`,
  );
}

/** Every submission was tried once, some of them together. */
async function fillRegrades(db: Database, count: number): Promise<void> {
  await insert(
    db,
    "regrades (id, slug, scope, state, created_at, created_by, grader_hash, engine_hash)",
    count,
    sql`'r' || i, 'gcounter', 'all', case when i = 7 then 'running' else 'applied' end, '',
      'l' || (i * 37),
      case when i in (7, 8) then 'g2' else 'g1' end, 'e'`,
  );
  await insert(
    db,
    `regrade_jobs (id, regrade_id, submission_id, state, old_verdict, old_score, verdict, score, json,
      change, decision)`,
    SUBMISSIONS,
    sql`'r' || (i / ${sql.lit(SUBMISSIONS / count)}) || '-' || (100000 + i),
      'r' || (i / ${sql.lit(SUBMISSIONS / count)}), ${SUBMISSION}, 'done', 'failed', 0, 'failed', 0,
      ${text(TEXT)}, case when i % 3 = 0 then 'same' else 'higher' end, 'applied'`,
  );
}

/** Each fifth submission had another verdict once. */
async function fillHistory(db: Database): Promise<void> {
  await insert(
    db,
    `verdict_history (id, submission_id, verdict, score, json, created_at, replaced_at, regrade_id,
      reason)`,
    SUBMISSIONS / 5,
    sql`'h' || i, 's' || (100000 + i * 5), 'failed', 0, ${text(TEXT)}, '', '',
      'r' || (i * 5 / ${sql.lit(SUBMISSIONS / 500)}), ''`,
  );
}

/** Written into the statement: PostgreSQL does not know of what type a parameter is there. */
function text(value: string): RawBuilder<string> {
  return sql.lit(value);
}

/** Rows numbered from 0, each made by the same expressions of `i`. */
async function insert(
  db: Database,
  into: string,
  count: number,
  row: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with recursive numbers (i) as (
      select 0 union all select i + 1 from numbers where i < ${sql.lit(count - 1)}
    )
    insert into ${sql.raw(into)} select ${row} from numbers`.execute(db);
}
