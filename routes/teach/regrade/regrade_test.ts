import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { claimTrial, finishTrial } from "@/db/regrade_queue.ts";
import { applyNext } from "@/grading/regrade.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const form = (fields: Record<string, string>): RequestInit => ({
  body: new URLSearchParams(fields),
});

/** What an owner's browser asks, with their cookie. */
async function openTeaching(site: FakeSite) {
  const token = await makeInstructorToken(site.dataDir);
  const opened = await site.post("/teach/open", form({ token }));
  return browse(site, opened.headers.get("set-cookie")!);
}

/** The same for somebody with the role of an instructor. */
async function asInstructor(site: FakeSite, id: string) {
  const createdAt = "2026-11-24T00:00:00.000Z";
  await rememberLearner(site.db, { id, name: id, createdAt });
  await site.db.updateTable("learners").where("id", "=", id)
    .set({ role: "instructor", account_since: createdAt }).execute();
  const who = { learnerId: id, role: "instructor", means: "password" } as const;
  return browse(site, await site.sessions.signIn(new Request("http://localhost:8000/"), who));
}

function browse({ get, post }: FakeSite, cookie: string) {
  const headers = { cookie: cookie.split(";")[0] };
  const ask = (path: string) => get(path, { headers });
  return {
    ask,
    read: async (path: string) => await (await ask(path)).text(),
    send: (path: string, fields: Record<string, string>) =>
      post(path, { ...form(fields), headers }),
  };
}

/** What the site does by itself once it was decided. */
async function carryOut({ db }: FakeSite): Promise<void> {
  while (await applyNext(db, "a process"));
}

const LEASE = { owner: "w", nowMs: 0, untilMs: 1 };
const HASHES = { submission: "", grader: "grader 2", engine: "engine 2" };

function given(verdict: string, score: number) {
  const checks = [{ name: "merges", verdict, counterexample: null }];
  const json = JSON.stringify({ verdict, score, hashes: HASHES, checks });
  return { verdict, score, json, createdAt: "2026-11-25T10:00:00.000Z" };
}

/** A learner has passed, by a grader that is no more. */
async function passBefore({ db }: FakeSite): Promise<void> {
  const { slug } = EXERCISE;
  const rest = { source: "", createdAt: "2026-11-25T09:00:00.000Z" };
  await enqueue(db, { id: "s1", learnerId: "ada", learnerName: "Ada", slug, ...rest });
  await claim(db, LEASE);
  await finish(db, "s1", "w", { ...given("passed", 100), graderHash: "grader 1" });
}

Deno.test("/teach/regrade tries, shows both verdicts, and takes no pass without a reason", () =>
  onSite(async (site) => {
    await passBefore(site);
    const { read, send } = await openTeaching(site);
    assert.match(await read("/teach/regrade"), /1 of 1 verdicts, of 1 learner/);

    const begun = await send("/teach/regrade", { slug: EXERCISE.slug, scope: "best" });
    const path = begun.headers.get("location")!;
    assert.match(await read(path), /0 of 1 tried/);
    const { id } = (await claimTrial(site.db, LEASE))!;
    await finishTrial(site.db, id, "w", given("failed", 80));

    const html = await read(path);
    assert.match(html, /Would lose a pass/);
    assert.match(html, /merges<\/span><span[^>]*>: passed, now failed/);
    const apply = { action: "apply", policy: "take passes", reason: "" };
    assert.equal((await send(path, apply)).status, 422);
    assert.equal((await send(path, { ...apply, reason: "A hole." })).status, 303);
    assert.match(await read(path), /Taking effect.*0 of 1 decided/s);
    assert.equal((await send(path, { ...apply, reason: "Twice." })).status, 409);
    await carryOut(site);
    assert.match(await read(path), /Took effect for 1 of 1/);
    assert.match(await read("/teach/audit"), /passed, 100 points/);
    assert.match(await read("/teach/regrade"), /Nothing: every verdict is by/);
  }));

Deno.test("/teach/regrade refuses what is no choice", () =>
  onSite(async (site) => {
    await passBefore(site);
    const { send } = await openTeaching(site);

    const { slug } = EXERCISE;
    assert.equal((await send("/teach/regrade", { slug, scope: "constructor" })).status, 400);
    assert.equal((await send("/teach/regrade", { slug: "other", scope: "all" })).status, 400);
    assert.equal((await send("/teach/regrade/none", { action: "apply" })).status, 404);
    const begun = await send("/teach/regrade", { slug, scope: "all" });
    const path = begun.headers.get("location")!;
    assert.equal((await send(path, { action: "apply", policy: "toString" })).status, 400);
    assert.equal((await send(path, { action: "resume" })).status, 409);
    assert.equal((await send(path, { action: "cancel" })).status, 303);
    assert.equal((await send("/teach/regrade", { slug, scope: "all" })).status, 303);
  }));

Deno.test("/teach/regrade/ID/events tells how far it is, and refuses what is no regrade", () =>
  onSite(async (site) => {
    await passBefore(site);
    const { send, ask } = await openTeaching(site);
    const begun = await send("/teach/regrade", { slug: EXERCISE.slug, scope: "all" });

    const stream = await ask(`${begun.headers.get("location")}/events`);
    assert.equal(stream.headers.get("content-type"), "text/event-stream");
    let text = "";
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes("event: progress")) break;
    }
    assert.match(
      text,
      /event: progress\ndata: \{"state":"running","all":2,"tried":1,"decided":0\}/,
    );
    assert.equal((await ask("/teach/regrade/none/events")).status, 404);
  }));

const SETTINGS = {
  ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
  ...{ hiddenNames: "all", solutionsOpen: "never" } as const,
};

/** A cohort of Eve's, with the learner in it who has passed before. */
async function makeCohort({ db }: FakeSite, actorId = "Eve"): Promise<string> {
  const id = await createCohort(db, SETTINGS, { actorId, slugs: [EXERCISE.slug] });
  await joinCohort(db, (await findCohort(db, id))!.join_code, "ada");
  return id;
}

Deno.test("an instructor regrades the cohort that they are in charge of, and no other", () =>
  onSite(async (site) => {
    await passBefore(site);
    const [eve, max] = [await asInstructor(site, "Eve"), await asInstructor(site, "Max")];
    const cohort = await makeCohort(site);
    const try_ = { slug: EXERCISE.slug, scope: "all" };

    assert.match(await eve.read("/teach/regrade"), /1 of 1 verdicts, of 1 learner/);
    assert.match(await max.read("/teach/regrade"), /You are in charge of no cohort/);
    assert.equal((await max.ask(`/teach/regrade?cohort=${cohort}`)).status, 403);
    assert.equal((await eve.ask("/teach/regrade?cohort=none")).status, 404);
    assert.equal((await max.send("/teach/regrade", { ...try_, cohort })).status, 403);
    assert.equal((await eve.send("/teach/regrade", { ...try_, cohort: "" })).status, 403);
    const begun = await eve.send("/teach/regrade", { ...try_, cohort });
    assert.equal(begun.status, 303);
    const path = begun.headers.get("location")!;
    await finishTrial(site.db, (await claimTrial(site.db, LEASE))!.id, "w", given("failed", 80));

    assert.match(await max.read(path), /Only who is in charge of Autumn, or an owner, decides/);
    assert.doesNotMatch(await max.read(path), /Let it take effect/);
    const apply = { action: "apply", policy: "take passes", reason: "A hole." };
    for (const action of ["cancel", "resume", "apply"]) {
      assert.equal((await max.send(path, { ...apply, action })).status, 403, action);
    }
    assert.equal((await eve.send(path, apply)).status, 303);
    await carryOut(site);
    assert.match(await eve.read(path), /Took effect for 1 of 1/);
  }));

Deno.test("who is in another's cohort too waits for an owner, and that is said", () =>
  onSite(async (site) => {
    await passBefore(site);
    const eve = await asInstructor(site, "Eve");
    await asInstructor(site, "Max");
    const cohort = await makeCohort(site);
    await makeCohort(site, "Max");

    assert.match(await eve.read("/teach/regrade"), /1 more: their learners do it in another/);
    const asked = { slug: EXERCISE.slug, scope: "all", cohort };
    assert.equal((await eve.send("/teach/regrade", asked)).status, 409);
    const owner = await openTeaching(site);
    assert.equal((await owner.send("/teach/regrade", asked)).status, 303);
    assert.match(await owner.read("/teach/regrade"), /A trial of Autumn is not over/);
  }));

Deno.test("who is in charge of a cohort puts another instructor in charge, and nobody else can", () =>
  onSite(async (site) => {
    await rememberLearner(site.db, { id: "ada", name: "Ada", createdAt: "" });
    const [eve, max] = [await asInstructor(site, "Eve"), await asInstructor(site, "Max")];
    const path = `/teach/cohorts/${await makeCohort(site)}/settings`;

    const add = { deed: "add instructor", instructor: "Max" };
    assert.equal((await max.send(path, add)).status, 403);
    assert.doesNotMatch(await max.read(path), /Another instructor/);
    assert.match(await eve.read(path), /<option value="Max">Max<\/option>/);
    assert.equal((await eve.send(path, { ...add, instructor: "ada" })).status, 409);
    assert.equal((await eve.send(path, add)).status, 303);
    const remove = { deed: "remove instructor", instructor: "Eve" };
    assert.equal((await max.send(path, remove)).status, 303);
    assert.equal((await eve.send(path, add)).status, 403);
  }));
