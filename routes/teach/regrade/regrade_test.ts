import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { claimTrial, finishTrial } from "@/db/regrade_queue.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const form = (fields: Record<string, string>): RequestInit => ({
  body: new URLSearchParams(fields),
});

/** What an instructor's browser asks, with their cookie. */
async function openTeaching({ get, post, dataDir }: FakeSite) {
  const token = await makeInstructorToken(dataDir);
  const opened = await post("/teach/open", form({ token }));
  const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };
  const ask = (path: string) => get(path, { headers });
  return {
    ask,
    read: async (path: string) => await (await ask(path)).text(),
    send: (path: string, fields: Record<string, string>) =>
      post(path, { ...form(fields), headers }),
  };
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
    assert.match(await read(path), /Trying: 0 of 1/);
    const { id } = (await claimTrial(site.db, LEASE))!;
    await finishTrial(site.db, id, "w", given("failed", 80));

    const html = await read(path);
    assert.match(html, /Would lose a pass/);
    assert.match(html, /merges<\/span><span[^>]*>: passed, now failed/);
    const apply = { action: "apply", policy: "take passes", reason: "" };
    assert.equal((await send(path, apply)).status, 422);
    assert.equal((await send(path, { ...apply, reason: "A hole." })).status, 303);
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
