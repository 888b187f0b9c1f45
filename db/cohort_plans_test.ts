/** Pages of large cohorts read indexes, never all of a large table: SQLite says so itself. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import { countFailuresByDay, listFailureGroups, listStuck } from "./exercise_stats.ts";
import { openDatabase } from "./open_database.ts";
import { countProgress, readMatrix, readRevision } from "./matrix.ts";
import type { Database } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { listTimeline } from "./timeline.ts";

/** These grow with everything that is ever submitted, or with every cohort. */
const LARGE = ["submissions", "verdicts", "failures", "standings", "memberships", "learners"];

interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Every statement that a body asks, as the database got it. */
async function record(body: (db: Database) => Promise<unknown>): Promise<string[]> {
  const dataDir = await Deno.makeTempDir();
  const db = await openDatabase(dataDir);
  const asked: Asked[] = [];
  try {
    const watched = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const executor = watched.getExecutor();
    const compile = executor.compileQuery.bind(executor);
    executor.compileQuery = (node, id) => {
      const compiled = compile(node, id);
      asked.push(compiled);
      return compiled;
    };
    await body(watched);
    const plans: string[] = [];
    for (const { sql: text, parameters } of [...asked]) {
      const parts = text.split("?").flatMap((part, index) =>
        index === 0 ? [sql.raw(part)] : [sql`${parameters[index - 1]}`, sql.raw(part)]
      );
      const { rows } = await sql<{ detail: string }>`explain query plan ${sql.join(parts, sql``)}`
        .execute(db);
      plans.push(...rows.map(({ detail }) => detail));
    }
    return plans;
  } finally {
    await db.destroy();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const MATRIX = { sort: "name", isDescending: false, offset: 0, limit: 50 };
const POINTS = { "vector-clock": 10, gcounter: 10 };

const QUESTIONS: Readonly<Record<string, (db: Database) => Promise<unknown>>> = {
  "the matrix": (db) => readMatrix(db, "c", MATRIX, POINTS),
  "the matrix by points": (db) => readMatrix(db, "c", { ...MATRIX, sort: "points" }, POINTS),
  "the matrix by an exercise": (db) => readMatrix(db, "c", { ...MATRIX, sort: "gcounter" }, POINTS),
  "who is stuck, in the matrix": (db) =>
    readMatrix(db, "c", { ...MATRIX, progress: "stuck", name: "a" }, POINTS),
  "who has not begun": (db) => readMatrix(db, "c", { ...MATRIX, progress: "not begun" }, POINTS),
  "how many have passed": (db) => countProgress(db, "c"),
  "whether something has changed": (db) => readRevision(db, "c"),
  "failures by day": (db) => countFailuresByDay(db, "c", "gcounter"),
  "failures by shape": (db) => listFailureGroups(db, "c", "gcounter", 20),
  "who is stuck": (db) => listStuck(db, "c", "gcounter", 20),
  "a learner's way": (db) => listTimeline(db, { learnerId: "a", slug: "gcounter", limit: 20 }),
  "a verdict's standing": (db) => refreshStandings(db, { learnerId: "a", slug: "gcounter" }),
};

Deno.test("no page of a cohort reads all of a large table", async () => {
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    const plans = await record(ask);

    assert.ok(plans.length > 0, name);
    const scans = plans.filter((detail) =>
      LARGE.some((table) => new RegExp(`^SCAN ${table}\\b`).test(detail))
    );
    assert.deepEqual(scans, [], name);
  }
});

Deno.test("a question that reads all of a large table is found out", async () => {
  const plans = await record((db) =>
    db.selectFrom("submissions").where("source", "=", "x").select("id").execute()
  );

  assert.match(plans.join("\n"), /^SCAN submissions/m);
});
