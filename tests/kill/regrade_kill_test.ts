import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import type { Database } from "@/db/schema.ts";
import { gradeBefore } from "@/tests/server/grade_before.ts";
import { type Site, startSite } from "@/tests/server/start_site.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";

const SLUG = "vector-clock";
const PROGRAMS = 6;
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Resolves as soon as the trial is so far. */
async function untilTried(db: Database, count: number): Promise<void> {
  await until(async () => {
    const tried = await db.selectFrom("regrade_jobs").where("state", "=", "done")
      .select("id").execute();
    return tried.length >= count;
  });
}

/** Sends a form as an owner does; returns where the answer leads. */
async function send(
  site: Site,
  token: string,
  [path, fields]: readonly [path: string, fields: Record<string, string>],
): Promise<string> {
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    fetch(site.url + path, {
      ...{ method: "POST", redirect: "manual", body: new URLSearchParams(fields) },
      headers: { cookie, origin: site.url },
    });
  const opened = await post("/teach/open", { token });
  const cookie = opened.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
  await opened.body?.cancel();
  const answered = await post(path, fields, cookie);
  await answered.body?.cancel();
  assert.equal(answered.status, 303);
  return answered.headers.get("location")!;
}

const BEGIN = ["/teach/regrade", { slug: SLUG, scope: "all" }] as const;

Deno.test("a trial goes on after a kill, and tries each program once", () =>
  withDatabase(async (db, { dataDir, url }) => {
    const submissions = Array.from({ length: PROGRAMS }, (_, index) => ({
      ...{ id: `s${index}`, learnerId: `l${index}`, verdict: "passed" } as const,
      source: `${starter}\n// ${index}\n`,
    }));
    await gradeBefore({ dataDir, url }, SLUG, submissions);
    const token = await makeInstructorToken(dataDir);
    const settings: Record<string, string> = url === undefined ? {} : { DATABASE_URL: url };
    const first = await startSite(dataDir, settings);
    await send(first, token, BEGIN);
    await untilTried(db, 1);
    await first.kill();

    const second = await startSite(dataDir, settings);
    await untilTried(db, PROGRAMS);
    await second.stop();

    const jobs = await db.selectFrom("regrade_jobs").selectAll().execute();
    const held = await db.selectFrom("verdicts").select("verdict").distinct().execute();
    assert.equal(jobs.length, PROGRAMS);
    assert.ok(jobs.every(({ verdict, change }) => verdict === "failed" && change === "loses pass"));
    assert.deepEqual(held.map(({ verdict }) => verdict), ["passed"]);
  }));

/** How many of the verdicts hold that were given before, and how many were replaced. */
async function countVerdicts(db: Database): Promise<[before: number, replaced: number]> {
  const before = await db.selectFrom("verdicts").where("grader_hash", "=", "before")
    .select("submission_id").execute();
  const replaced = await db.selectFrom("verdict_history").select("submission_id").execute();
  return [before.length, replaced.length];
}

const PASSES = 60;

/** Nobody tries here: what a trial found is written down, a pass that is lost in each submission. */
async function lose(db: Database): Promise<void> {
  const json = JSON.stringify({ checks: [], hashes: { grader: "new", engine: "new" } });
  await db.updateTable("regrade_jobs")
    .set({ state: "done", verdict: "failed", score: 20, json, graded_at: "2026-11-25" })
    .set({ change: "loses pass" })
    .execute();
}

/** What cannot be read: it keeps the regrade from ending before the kill. */
async function spoil(db: Database): Promise<void> {
  const last = db.selectFrom("regrade_jobs").select((each) => each.fn.max("id").as("id"));
  await db.updateTable("regrade_jobs").set({ json: "{" }).where("id", "=", last).execute();
}

Deno.test("what was decided goes on after a kill, with each verdict replaced once", () =>
  withDatabase(async (db, { dataDir, url }) => {
    const submissions = Array.from({ length: PASSES }, (_, index) => ({
      ...{ id: `s${index}`, learnerId: `l${index % 20}`, verdict: "passed" } as const,
      source: `// ${index}\n`,
    }));
    await gradeBefore({ dataDir, url }, SLUG, submissions);
    const token = await makeInstructorToken(dataDir);
    const settings = { GRADERS: "0", ...url !== undefined && { DATABASE_URL: url } };
    const first = await startSite(dataDir, settings);
    const path = await send(first, token, BEGIN);
    await lose(db);
    await spoil(db);
    await send(first, token, [path, { action: "apply", policy: "take passes", reason: "A hole." }]);
    await until(async () => (await countVerdicts(db))[1] > 0);
    await first.kill();

    const [before, replaced] = await countVerdicts(db);
    assert.ok(before > 0, "it was killed in the middle");
    assert.equal(before + replaced, PASSES, "each verdict is the old one, or has its history");
    await lose(db);
    const second = await startSite(dataDir, settings);
    await until(async () => {
      const { state } = await db.selectFrom("regrades").select("state").executeTakeFirstOrThrow();
      return state === "applied";
    });
    assert.equal(await second.stop(), 0);

    assert.deepEqual(await countVerdicts(db), [0, PASSES]);
    const lines = await db.selectFrom("audit").select("action").execute();
    const count = (action: string) => lines.filter((line) => line.action === action).length;
    assert.deepEqual([count("regrade.apply"), count("verdict.change")], [1, PASSES]);
  }));
