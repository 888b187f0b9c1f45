import assert from "node:assert/strict";
import type { Kysely } from "kysely";
import { createCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { up } from "./0017_charge_of_cohorts.ts";

Deno.test("instructors of before are in charge of all cohorts of before, once, and nobody else is", () =>
  withDatabase(async (db) => {
    for (
      const [id, role] of Object.entries({ eve: "instructor", max: "instructor", ann: "assistant" })
    ) {
      await rememberLearner(db, { id, name: id, createdAt: "" });
      await db.updateTable("learners").set({ role: role as "instructor" }).where("id", "=", id)
        .execute();
    }
    const settings = {
      ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
      ...{ hiddenNames: "all", solutionsOpen: "never" } as const,
    };
    for (const actorId of ["eve", "ann"]) await createCohort(db, settings, { actorId, slugs: [] });

    await up(db as unknown as Kysely<never>);

    const rows = await db.selectFrom("cohort_instructors").orderBy("learner_id")
      .select("learner_id").execute();
    const found = rows.map(({ learner_id }) => learner_id);
    assert.deepEqual(found, ["ann", "eve", "eve", "max", "max"]);
  }));
