import assert from "node:assert/strict";
import { explain } from "@/tests/storage/explain.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { sql } from "kysely";
import {
  claim,
  countDeath,
  countWaiting,
  enqueue,
  finish,
  handBack,
  measureQueue,
  renew,
} from "./queue.ts";
import type { Database } from "./schema.ts";
import { findSubmission, listAttempts, listNewest } from "./submissions.ts";

const VERDICT = { verdict: "passed", score: 100, json: "{}", createdAt: "2026-11-23T00:00:02Z" };

async function submit(db: Database, id: string, learnerId = "ada"): Promise<void> {
  await enqueue(db, {
    id,
    learnerId,
    learnerName: `Learner ${learnerId}`,
    slug: "vector-clock",
    source: `// ${id}`,
    createdAt: "2026-11-23T00:00:00Z",
  });
}

/** Claims all there is, at a time, and says in which order. */
async function claimAll(db: Database, nowMs = 0): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const claimed = await claim(db, { owner: "worker", nowMs, untilMs: nowMs + 100 });
    if (claimed === undefined) return ids;
    ids.push(claimed.id);
  }
}

Deno.test("enqueue() stores a submission that can be found again", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");

    const found = await findSubmission(db, "s1");

    assert.equal(found?.learner_name, "Learner ada");
    assert.equal(found?.source, "// s1");
    assert.equal(found?.state, "queued");
    assert.equal(found?.json, null);
  }));

Deno.test("enqueue() keeps any text as it is", () =>
  withDatabase(async (db) => {
    const source = "const text = 'é 🙂';\r\n\t// \u2028\n";
    await enqueue(db, {
      id: "s1",
      learnerId: "ada",
      learnerName: "Ada",
      slug: "x",
      source,
      createdAt: "",
    });

    assert.equal((await findSubmission(db, "s1"))?.source, source);
    assert.equal((await claim(db, { owner: "w", nowMs: 0, untilMs: 1 }))?.source, source);
  }));

Deno.test("claim() lets fifty submissions of one learner not delay another's first", () =>
  withDatabase(async (db) => {
    for (let index = 10; index < 60; index++) await submit(db, `a${index}`, "ada");
    const first = await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });
    await submit(db, "b1", "bob");
    await submit(db, "b2", "bob");

    const order = await claimAll(db);

    assert.equal(first?.id, "a10");
    assert.deepEqual(order.slice(0, 4), ["b1", "a11", "b2", "a12"]);
  }));

Deno.test("claim() takes the older one of two whose turn is the same", () =>
  withDatabase(async (db) => {
    await submit(db, "s2", "bob");
    await submit(db, "s1", "ada");

    assert.deepEqual(await claimAll(db), ["s1", "s2"]);
  }));

Deno.test("what one owner has is renewed, handed back and finished one by one", () =>
  withDatabase(async (db) => {
    for (const id of ["s1", "s2", "s3", "s4"]) await submit(db, id, id);
    await claimAll(db);

    await renew(db, "s1", { owner: "worker", untilMs: 500 });
    await handBack(db, "s1", "another");
    await handBack(db, "s2", "worker");
    await finish(db, "s3", "worker", VERDICT);
    await countDeath(db, "s4");

    const states = await db.selectFrom("submissions").orderBy("id")
      .select(["id", "state", "lease_until_ms as until", "deaths"]).execute();
    assert.deepEqual(
      states.map(({ id, state, until, deaths }) => [id, state, until && Number(until), deaths]),
      [
        ["s1", "running", 500, 0],
        ["s2", "queued", null, 0],
        ["s3", "done", null, 0],
        ["s4", "running", 100, 1],
      ],
    );
  }));

Deno.test("claim() gives a submission to one owner only", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");

    const claims = await Promise.all(
      ["one", "other"].map((owner) => claim(db, { owner, nowMs: 0, untilMs: 100 })),
    );

    assert.equal(claims.filter((each) => each !== undefined).length, 1);
  }));

Deno.test("claim() takes over a submission whose lease has ended, not before", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await claim(db, { owner: "dead", nowMs: 0, untilMs: 100 });

    assert.equal(await claim(db, { owner: "other", nowMs: 100, untilMs: 200 }), undefined);
    assert.equal((await claim(db, { owner: "other", nowMs: 101, untilMs: 200 }))?.id, "s1");
    assert.equal(await renew(db, "s1", { owner: "dead", untilMs: 300 }), false);
    assert.equal(await finish(db, "s1", "dead", VERDICT), false);
    assert.equal(await finish(db, "s1", "other", VERDICT), true);
  }));

Deno.test("renew() keeps others away", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });

    assert.equal(await renew(db, "s1", { owner: "worker", untilMs: 300 }), true);
    assert.deepEqual(await claimAll(db, 200), []);
  }));

Deno.test("handBack() puts a submission where it was", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await submit(db, "s2");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });

    await handBack(db, "s1", "worker");

    assert.deepEqual(await claimAll(db), ["s1", "s2"]);
  }));

Deno.test("finish() stores one verdict and no second", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });

    assert.equal(await finish(db, "s1", "worker", VERDICT), true);
    assert.equal(await finish(db, "s1", "worker", { ...VERDICT, json: "other" }), false);

    const found = await findSubmission(db, "s1");
    assert.equal(found?.state, "done");
    assert.equal(found?.json, "{}");
    assert.equal(await countWaiting(db), 0);
    assert.deepEqual(await claimAll(db, 1_000), []);
  }));

Deno.test("countDeath() is remembered with the submission", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });
    await countDeath(db, "s1");
    await handBack(db, "s1", "worker");

    assert.equal((await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 }))?.deaths, 1);
  }));

Deno.test("claim() forgets deaths where a whole grader has died", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });
    await countDeath(db, "s1");

    assert.equal((await claim(db, { owner: "other", nowMs: 101, untilMs: 200 }))?.deaths, 0);
  }));

Deno.test("listAttempts() and listNewest() come newest first", () =>
  withDatabase(async (db) => {
    for (const id of ["s1", "s2", "s3"]) await submit(db, id);
    await submit(db, "s4", "bob");

    const ids = (list: readonly { id: string }[]) => list.map((each) => each.id);

    assert.deepEqual(ids(await listAttempts(db, "ada", "vector-clock")), ["s3", "s2", "s1"]);
    assert.deepEqual(ids(await listNewest(db, { limit: 2 })), ["s4", "s3"]);
    assert.deepEqual(ids(await listNewest(db, { limit: 2, before: "s3" })), ["s2", "s1"]);
  }));

Deno.test("lists of submissions tell what came of each, and hold no program and no verdict whole", () =>
  withDatabase(async (db) => {
    await submit(db, "s1");
    await submit(db, "s2");
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
    const failures = [{ check: "order", shape: "a" }, { check: "causes", shape: "b" }];
    await finish(db, "s1", "worker", { ...VERDICT, verdict: "failed", score: 40, failures });

    const attempts = await listAttempts(db, "ada", "vector-clock");

    const told = attempts.map(({ verdict, score, failed }) => ({ verdict, score, failed }));
    assert.deepEqual(told, [
      { verdict: null, score: null, failed: null },
      { verdict: "failed", score: 40, failed: "order" },
    ]);
    assert.deepEqual(await listNewest(db, { limit: 2 }), attempts);
    // A learner's three hundred verdicts of a day would else fill the server's memory.
    for (const row of attempts) assert.ok(!("source" in row) && !("json" in row));
  }));

Deno.test("measureQueue() counts who waits and who is graded, and knows who came first", () =>
  withDatabase(async (db) => {
    assert.deepEqual(await measureQueue(db), { queued: 0, running: 0, oldestQueued: null });
    for (const id of ["s1", "s2", "s3", "s4"]) await submit(db, id);
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });
    await finish(db, "s1", "worker", VERDICT);
    await claim(db, { owner: "worker", nowMs: 0, untilMs: 100 });

    const figures = await measureQueue(db);

    assert.deepEqual(figures, { queued: 2, running: 1, oldestQueued: "2026-11-23T00:00:00Z" });
  }));

Deno.test("claim() and enqueue() use the index of those that wait", () =>
  withDatabase(async (db) => {
    const plan = await explain(
      db,
      sql`select id from submissions where state <> 'done' order by turn, id limit 1`,
    );

    assert.match(plan, /submissions_waiting/);
  }));

Deno.test("claim() gives each submission to one of many who ask at once", () =>
  withDatabase(async (db) => {
    const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
    await Promise.all(ids.map((id) => submit(db, id, `learner ${id}`)));

    const claims = await Promise.all(
      ids.map((id) => claim(db, { owner: id, nowMs: 0, untilMs: 100 })),
    );

    // Who finds one taken under their hands may go away with nothing, and asks again.
    const claimed = claims.flatMap((each) => each?.id ?? []);
    assert.ok(claimed.length > 0);
    assert.equal(new Set(claimed).size, claimed.length);
  }));

Deno.test("enqueue() gives each of a learner's submissions a turn of its own, also at once", () =>
  withDatabase(async (db) => {
    await Promise.all(["s1", "s2", "s3", "s4"].map((id) => submit(db, id)));

    const rows = await db.selectFrom("submissions").select("turn").orderBy("turn").execute();
    assert.deepEqual(rows.map(({ turn }) => turn), [0, 1, 2, 3]);
  }));
