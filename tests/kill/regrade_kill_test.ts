import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import type { Database } from "@/db/schema.ts";
import { gradeBefore } from "@/tests/server/grade_before.ts";
import { type Site, startSite } from "@/tests/server/start_site.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";

const SLUG = "vector-clock";
const PROGRAMS = 6;
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

/** Resolves as soon as the trial is so far. */
async function untilTried(db: Database, count: number): Promise<void> {
  for (;;) {
    const tried = await db.selectFrom("regrade_jobs").where("state", "=", "done")
      .select("id").execute();
    if (tried.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function begin(site: Site, token: string): Promise<void> {
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    fetch(site.url + path, {
      ...{ method: "POST", redirect: "manual", body: new URLSearchParams(fields) },
      headers: { cookie, origin: site.url },
    });
  const opened = await post("/teach/open", { token });
  const cookie = opened.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
  await opened.body?.cancel();
  const begun = await post("/teach/regrade", { slug: SLUG, scope: "all" }, cookie);
  await begun.body?.cancel();
  assert.equal(begun.status, 303);
}

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
    await begin(first, token);
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
