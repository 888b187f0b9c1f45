import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { createCohort, findCohort } from "./cohorts.ts";
import { rememberLearner } from "./learners.ts";
import { countProgress, type MatrixQuery, readMatrix } from "./matrix.ts";
import { joinCohort } from "./members.ts";
import type { Database, StandingTable } from "./schema.ts";

const POINTS = { gcounter: 10, lamport: 20 };
const ALL: MatrixQuery = { sort: "name", isDescending: false, offset: 0, limit: 9 };

/** Three members: who has passed both, who is stuck at the first, and who has not begun. */
async function inMatrix(
  body: (
    read: (query: Partial<MatrixQuery>) => Promise<string>,
    db: Database,
    id: string,
  ) => Promise<void>,
): Promise<void> {
  await withDatabase(async (db) => {
    const settings = {
      ...{ name: "A", timeZone: "UTC", lateRule: "mark", latePercent: 10 } as const,
      ...{ hiddenNames: "all", solutionsOpen: "passed" } as const,
    };
    const id = await createCohort(db, settings, { actorId: "t", slugs: Object.keys(POINTS) });
    const { join_code } = (await findCohort(db, id))!;
    for (const name of ["Ada", "bob", "Cyd"]) {
      await rememberLearner(db, { id: name, name, createdAt: "2026" });
      await joinCohort(db, join_code, name);
    }
    await db.insertInto("standings").values([
      standing(id, "Ada", "gcounter", { state: "passed", score: 100 }),
      standing(id, "Ada", "lamport", { state: "passed", score: 90, failing_run: 3 }),
      standing(id, "bob", "gcounter", { failing_check: "merge", failing_run: 3 }),
    ]).execute();
    const read = async (query: Partial<MatrixQuery>) => {
      const { rows, total } = await readMatrix(db, id, { ...ALL, ...query }, POINTS);
      return `${rows.map(({ name, points }) => `${name} ${points}`).join(", ")} of ${total}`;
    };
    await body(read, db, id);
  });
}

function standing(
  cohortId: string,
  learnerId: string,
  slug: string,
  rest: Partial<StandingTable>,
): StandingTable {
  return {
    ...{ cohort_id: cohortId, learner_id: learnerId, slug, state: "failed", score: 30 },
    ...{ is_late: 0, attempts: 3, first_at: "2026-01-01", last_at: "2026-01-02" },
    ...{ passed_at: null, attempts_to_pass: null, failing_check: null, failing_run: 0 },
    ...{ override_id: null, updated_at: "2026-01-02" },
    ...rest,
  };
}

Deno.test("readMatrix() sorts by any column, and has who never began last", () =>
  inMatrix(async (read) => {
    assert.equal(await read({}), "Ada 28, bob 3, Cyd 0 of 3");
    assert.equal(await read({ sort: "points" }), "Cyd 0, bob 3, Ada 28 of 3");
    for (const sort of ["points", "passed", "attempts", "activity", "gcounter", "lamport"]) {
      const rows = await read({ sort, isDescending: true });
      assert.equal(rows, "Ada 28, bob 3, Cyd 0 of 3", sort);
    }
    assert.equal(await read({ offset: 1, limit: 1 }), "bob 3 of 3");
  }));

Deno.test("readMatrix() filters by name and by how somebody is doing", () =>
  inMatrix(async (read) => {
    assert.equal(await read({ name: "B" }), "bob 3 of 1");
    assert.equal(await read({ progress: "passed" }), "Ada 28 of 1");
    assert.equal(await read({ progress: "stuck", slug: "gcounter" }), "bob 3 of 1");
    assert.equal(await read({ progress: "stuck", slug: "lamport" }), " of 0");
    assert.equal(await read({ progress: "working" }), " of 0");
    assert.equal(await read({ progress: "not begun" }), "bob 3, Cyd 0 of 2");
    assert.equal(await read({ progress: "not begun", slug: "gcounter" }), "Cyd 0 of 1");
  }));

Deno.test("countProgress() counts who has passed and who is stuck", () =>
  inMatrix(async (_, db, id) => {
    const counts = await countProgress(db, id);

    assert.deepEqual(counts.get("gcounter"), { begun: 2, passed: 1, stuck: 1 });
    assert.deepEqual(counts.get("lamport"), { begun: 1, passed: 1, stuck: 0 });
  }));
