import assert from "node:assert/strict";
import { addToken } from "@/db/tokens.ts";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { joinCohort } from "@/db/members.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import { saveDraft } from "@/db/drafts.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { openLimits } from "./limits.ts";
import { openNewcomers } from "./newcomers.ts";

const NOW_MS = Date.UTC(2026, 10, 25);
const YOUNG = "2026-01-01T00:00:00.000Z";
const OLD = "2025-01-01T00:00:00.000Z";
const now = () => NOW_MS;

Deno.test("Newcomers.take() lets so many come from one network", () =>
  withDatabase(async (db, { dataDir }) => {
    const limits = openLimits({ db, dataDir, now });
    const newcomers = openNewcomers({ db, limits, now, rate: { burst: 3, perMinute: 1 } });

    for (const part of ["1", "2", "3"]) assert.equal(await newcomers.take(`2001:db8::${part}`), 0);

    assert.equal(await newcomers.take("2001:db8::4"), 60);
    assert.equal(await newcomers.take("192.0.2.1"), 0);
  }));

Deno.test("Newcomers.take() forgets who cannot come back, and nobody else", () =>
  withDatabase(async (db, { dataDir }) => {
    const limits = openLimits({ db, dataDir, now });
    for (const id of ["old", "member", "account", "token"]) {
      await rememberLearner(db, { id, name: id, createdAt: OLD });
    }
    await rememberLearner(db, { id: "young", name: "young", createdAt: YOUNG });
    for (const learnerId of ["old", "young"]) {
      await saveDraft(db, { learnerId, slug: "x", source: "a", updatedAt: OLD });
    }
    const rules = { lateRule: "mark", hiddenNames: "all", solutionsOpen: "passed" } as const;
    const settings = { name: "A", timeZone: "Europe/Berlin", latePercent: 0, ...rules };
    const cohort = await createCohort(db, settings, { actorId: "account", slugs: [] });
    await joinCohort(db, (await findCohort(db, cohort))!.join_code, "member");
    await openAccount(db, "account", { since: OLD });
    await addToken(db, { hash: "h", learnerId: "token", name: "t", createdAt: OLD }, 1);

    await openNewcomers({ db, limits, now }).take("192.0.2.1");

    const left = await db.selectFrom("learners").select("id").orderBy("id").execute();
    assert.deepEqual(left.map(({ id }) => id), ["account", "member", "token", "young"]);
    const drafts = await db.selectFrom("drafts").select("learner_id").execute();
    assert.deepEqual(drafts.map((draft) => draft.learner_id), ["young"]);
  }));

Deno.test("Newcomers.take() leaves it to what they do to say that the disk is full", () =>
  withDatabase(async (db) => {
    const failing = (error: unknown) => ({ take: () => Promise.reject(error) });
    const full = { code: "ERR_SQLITE_ERROR", errcode: 13 };
    const take = (error: unknown) =>
      openNewcomers({ db, limits: failing(error), now }).take("192.0.2.1");

    assert.equal(await take(full), 0);
    await assert.rejects(take(new Error("a bug")), /a bug/);
  }));
