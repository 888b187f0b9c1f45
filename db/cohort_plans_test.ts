/**
 * Pages of large cohorts read indexes, never all of a large table: both databases say so themselves,
 * with tables that are full enough and looked at (`analyze`), and nothing forbidden to them.
 */
import assert from "node:assert/strict";
import { CompiledQuery } from "kysely";
import { writeArchive } from "@/grading/archive/write_archive.ts";
import { FILLED, fillTables } from "@/tests/storage/fill_tables.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { countAffected, type GraderNow, type Reach, selectAffected } from "./affected.ts";
import { findCohort } from "./cohorts.ts";
import { listExerciseProgress } from "./exercise_progress.ts";
import {
  countFailuresByDay,
  listExerciseStandings,
  listFailureGroups,
  listStuck,
} from "./exercise_stats.ts";
import { listGrades } from "./grades.ts";
import { listHints } from "./hints.ts";
import { countProgress, readMatrix, readRevision } from "./matrix.ts";
import { listMembers } from "./members.ts";
import { listOverrides } from "./overrides.ts";
import {
  countChanges,
  findRegrade,
  listLostPasses,
  listPastVerdicts,
  listRegrades,
  listTrials,
  readProgress,
} from "./regrades.ts";
import type { Database } from "./schema.ts";
import { listFinalPrograms } from "./similar.ts";
import { refreshStandings } from "./standings.ts";
import { listNewest } from "./submissions.ts";
import { listStandings, listTimeline } from "./timeline.ts";
import { isPostgres } from "./transact.ts";

/** These grow with everything that is ever submitted or tried, or with every cohort. */
const LARGE = ["submissions", "verdicts", "failures", "standings", "memberships", "learners"]
  .concat("gradings", "regrade_jobs", "verdict_history");

/** Every statement that a body asks, as the database got it. */
async function record(
  db: Database,
  body: (db: Database) => Promise<unknown>,
): Promise<CompiledQuery[]> {
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const executor = watched.getExecutor();
  const compile = executor.compileQuery.bind(executor);
  const asked = new Map<string, CompiledQuery>();
  executor.compileQuery = (node, id) => {
    const compiled = compile(node, id);
    asked.set(compiled.sql, compiled);
    return compiled;
  };
  await body(watched);
  return [...asked.values()];
}

/** The tables that a statement would read whole, or the whole of an index of. */
async function findScans(db: Database, asked: CompiledQuery): Promise<string[]> {
  const explain = isPostgres(db) ? "explain (format json)" : "explain query plan";
  const query = CompiledQuery.raw(`${explain} ${asked.sql}`, [...asked.parameters]);
  const { rows } = await db.executeQuery<Record<string, unknown>>(query);
  const scanned = isPostgres(db)
    ? listNodes((rows[0]["QUERY PLAN"] as { Plan: PlanNode }[])[0].Plan).filter(readsAll)
      .map((node) => node["Relation Name"]!)
    : rows.flatMap(({ detail }) => String(detail).match(/^SCAN (\w+)/)?.[1] ?? []);
  return scanned.filter((table) => LARGE.includes(table));
}

/** Of PostgreSQL's plans (https://www.postgresql.org/docs/15/using-explain.html). */
interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly PlanNode[];
}

function listNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(listNodes)];
}

function readsAll(node: PlanNode): boolean {
  const type = node["Node Type"];
  return type === "Seq Scan" || (/^Index (?:Only )?Scan/.test(type) && !("Index Cond" in node));
}

const MATRIX = { sort: "name", isDescending: false, offset: 0, limit: 50 };
const POINTS = { "vector-clock": 10, gcounter: 10 };
const { cohort, learner, regrade } = FILLED;
const slug = "gcounter";
const NOW: GraderNow = { slug, graderHash: "g2", engineHash: "e" };
const COHORT: Reach = { cohortId: cohort, instructorId: "l1" };
const EVERYBODY: Reach = { cohortId: null, instructorId: null };
const of = { cohortId: cohort, learnerId: learner, slug };

type Question = (db: Database) => Promise<unknown>;

const try_ = (scope: "all" | "latest" | "best"): Question => (db) =>
  selectAffected(db, NOW, { scope, reach: COHORT }).select("submissions.id").execute();

const QUESTIONS: Readonly<Record<string, Question>> = {
  "the matrix": (db) => readMatrix(db, cohort, MATRIX, POINTS),
  "the matrix by points": (db) => readMatrix(db, cohort, { ...MATRIX, sort: "points" }, POINTS),
  "the matrix by an exercise": (db) => readMatrix(db, cohort, { ...MATRIX, sort: slug }, POINTS),
  "who is stuck, in the matrix": (db) =>
    readMatrix(db, cohort, { ...MATRIX, progress: "stuck", name: "a" }, POINTS),
  "who has not begun": (db) => readMatrix(db, cohort, { ...MATRIX, progress: "not begun" }, POINTS),
  "how many have passed": (db) => countProgress(db, cohort),
  "whether something has changed": (db) => readRevision(db, cohort),
  "the cohort": (db) => findCohort(db, cohort),
  "its members": (db) => listMembers(db, cohort),
  "failures by day": (db) => countFailuresByDay(db, cohort, slug),
  "failures by shape": (db) => listFailureGroups(db, cohort, slug, 20),
  "an exercise's standings": (db) => listExerciseStandings(db, cohort, slug),
  "who is stuck": (db) => listStuck(db, cohort, slug, 20),
  "a learner's way": (db) => listTimeline(db, { learnerId: learner, slug, limit: 20 }),
  "a learner's standings": (db) => listStandings(db, cohort, learner),
  "a learner's grades by hand": (db) => listOverrides(db, of),
  "a learner's hints": (db) => listHints(db, learner, slug),
  "a learner's progress": (db) => listExerciseProgress(db, learner),
  "a verdict's standing": (db) => refreshStandings(db, { learnerId: learner, slug }),
  "the newest submissions": (db) => listNewest(db, { limit: 20, before: "s120000" }),
  "grades": (db) => listGrades(db, cohort),
  "grades of an exercise": (db) => listGrades(db, cohort, slug),
  "the archive": async (db) => {
    const archive = writeArchive(db, (await findCohort(db, cohort))!);
    for await (const _ of archive) { /* what it holds has tests of its own */ }
  },
  "a cohort's programs": (db) => listFinalPrograms(db, { slug, which: "latest", cohortId: cohort }),
  "what is old in a cohort": (db) => countAffected(db, [NOW], COHORT),
  "what a trial of a cohort takes": try_("all"),
  "each one's latest": try_("latest"),
  "each one's best": try_("best"),
  "all regrades": (db) => listRegrades(db, 5),
  "a regrade": (db) => findRegrade(db, regrade),
  "how far it is": (db) => readProgress(db, regrade),
  "what it changes": (db) => countChanges(db, regrade),
  "both verdicts": (db) => listTrials(db, regrade, { change: "higher", after: "", limit: 25 }),
  "a submission's past": (db) => listPastVerdicts(db, "s100007"),
  "lost passes": (db) => listLostPasses(db, learner, slug),
};

/** What is asked of everybody reads this much, on purpose: a small row for each learner. */
const WHOLE: Readonly<Record<string, readonly [Question, readonly string[]]>> = {
  "what is old of everybody": [(db) => countAffected(db, [NOW], EVERYBODY), ["gradings"]],
};

Deno.test("no page of a cohort reads all of a large table", () =>
  withDatabase(async (db) => {
    await fillTables(db);
    const questions = { ...QUESTIONS, ...WHOLE };
    const found: string[] = [];
    for (const [name, question] of Object.entries(questions)) {
      const [ask, allowed] = Array.isArray(question) ? question : [question, []];
      const asked = await record(db, ask);
      assert.ok(asked.length > 0, name);

      for (const query of asked) {
        const scans = (await findScans(db, query)).filter((table) => !allowed.includes(table));
        if (scans.length > 0) found.push(`${name} reads all of ${scans.join()}: ${query.sql}`);
      }
    }
    assert.deepEqual(found, []);
  }));

Deno.test("a question that reads all of a large table is found out", () =>
  withDatabase(async (db) => {
    const bySource: Question = (db) =>
      db.selectFrom("submissions").where("source", "=", "x").select("id").execute();
    const allIds: Question = (db) =>
      db.selectFrom("submissions").select("id").orderBy("id").execute();

    for (const question of [bySource, allIds]) {
      const [asked] = await record(db, question);
      assert.deepEqual(await findScans(db, asked), ["submissions"]);
    }
  }));
