import assert from "node:assert/strict";
import { type CohortSettings, createCohort, findCohort, setCohortExercise } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import type { Database } from "@/db/schema.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { demandOpen } from "./demand_open.ts";
import { hiddenNamesOf } from "./hidden_names.ts";
import { Refusal } from "./refusal.ts";

const slug = "vector-clock";
const SETTINGS: CohortSettings = {
  ...{ name: "Autumn", timeZone: "Europe/Berlin", lateRule: "refuse", latePercent: 10 },
  ...{ hiddenNames: "failed", solutionsOpen: "passed" },
};
const OPENS = "2026-11-01T08:00:00.000Z";
const DUE = "2026-11-08T08:00:00.000Z";

/** Ada is in a cohort with these settings, which does the exercise from OPENS to DUE. */
async function joinNew(db: Database, settings: CohortSettings): Promise<void> {
  const id = await createCohort(db, settings, { actorId: "t", slugs: [slug] });
  await setCohortExercise(db, { cohort_id: id, slug, opens_at: OPENS, due_at: DUE }, "t");
  await joinCohort(db, (await findCohort(db, id))!.join_code, "ada");
}

async function inCohort(body: (db: Database, ask: (at: string) => Promise<string>) => unknown) {
  await withDatabase(async (db) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: OPENS });
    await joinNew(db, SETTINGS);
    await body(db, async (at) => {
      try {
        await demandOpen(db, { learnerId: "ada", slug }, Date.parse(at));
        return "open";
      } catch (error) {
        assert(error instanceof Refusal);
        return error.message;
      }
    });
  });
}

Deno.test("demandOpen() opens at the opening time and closes after the due time", () =>
  inCohort(async (_, ask) => {
    assert.match(await ask("2026-11-01T07:59:59.999Z"), /opens 1 Nov 2026, 09:00 \(Europe/);
    assert.equal(await ask(OPENS), "open");
    assert.equal(await ask(DUE), "open");
    assert.match(await ask("2026-11-08T08:00:00.001Z"), /was due 8 Nov 2026, 09:00/);
  }));

Deno.test("demandOpen() lets through whom one of several cohorts lets through", () =>
  inCohort(async (db, ask) => {
    await joinNew(db, { ...SETTINGS, lateRule: "mark" });

    assert.equal(await ask("2026-12-01T00:00:00.000Z"), "open");
    assert.match(await ask("2026-10-01T00:00:00.000Z"), /opens/);
    await demandOpen(db, { learnerId: "bob", slug }, 0);
  }));

Deno.test("hiddenNamesOf() is what the strictest cohort says", () =>
  inCohort(async (db) => {
    assert.equal(await hiddenNamesOf(db, "ada", slug), "failed");
    await joinNew(db, { ...SETTINGS, hiddenNames: "none" });

    assert.equal(await hiddenNamesOf(db, "ada", slug), "none");
    assert.equal(await hiddenNamesOf(db, "ada", "gcounter"), "all");
  }));
