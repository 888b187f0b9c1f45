/** What pages hear and save while a learner works, and what they never get to see. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import type { Follower } from "@/grading/live.ts";
import type { Submission } from "@/grading/open_grading.ts";
import { Refusal } from "@/grading/refusal.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const DRAFT = `/api/exercises/${EXERCISE.slug}/draft`;

const json = (method: string, value: unknown, headers = {}): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value),
});

async function submit({ get }: FakeSite, source = "a"): Promise<{ cookie: string }> {
  const response = await get("/api/submissions", json("POST", { slug: EXERCISE.slug, source }));
  return { cookie: response.headers.get("set-cookie")!.split(";")[0] };
}

/** Hidden where nobody may look: in every object that a learner's page is made from. */
const SECRET = "secret-7d1f";

function verdictWithSecrets(): NonNullable<Submission["verdict"]> {
  const secret = { hiddenCheck: SECRET, worker: SECRET };
  const event = {
    step: 1,
    timeMs: 0,
    node: "n1",
    kind: "start",
    causes: [],
    effects: [],
    changes: [],
  };
  const trace = { version: 1, slug: "x", seed: 7, nodes: ["n1"], events: [event], ...secret };
  const counterexample = {
    check: "a",
    plan: "p",
    seed: 7,
    schedule: [],
    program: "a",
    trace,
    culprit: 1,
    slice: [1],
    ...secret,
  };
  const check = {
    name: "a",
    promise: "A holds.",
    verdict: "failed",
    message: "A does not hold.",
    counterexample,
    coverage: "one schedule",
    ...secret,
  };
  return {
    version: 1,
    slug: "vector-clock",
    verdict: "failed",
    reason: "",
    score: 40,
    checks: [check],
    hashes: { submission: "a", grader: "b", engine: "c", ...secret },
    seeds: [1],
    stats: {
      schedules: 1,
      events: 2,
      states: 0,
      milliseconds: 3,
      times: { start: 1, prepare: 1, run: 1, shrink: 0, confirm: 0, ...secret },
      ...secret,
    },
    ...secret,
  } as unknown as NonNullable<Submission["verdict"]>;
}

/** The text of an event stream, until it ends. */
async function listen(site: FakeSite, headers: HeadersInit): Promise<string> {
  return await (await site.get("/api/submissions/s1/events", { headers })).text();
}

Deno.test("/api/submissions/ID/events tells where it stands, then the verdict, and ends", () =>
  onSite(async (site) => {
    const headers = await submit(site);
    const followers: Follower[] = [];
    site.grading.follow = (_, follower) => {
      followers.push(follower);
      return () => {};
    };
    const response = await site.get("/api/submissions/s1/events", { headers });
    followers[0]({ state: "queued", place: 3 });
    followers[0]({ state: "running", checks: { done: 1, all: 2 } });
    Object.assign(site.grading.all[0], { state: "done", verdict: verdictWithSecrets() });
    followers[0]({ state: "done" });
    const text = await response.text();

    assert.equal(response.headers.get("content-type"), "text/event-stream");
    assert.match(response.headers.get("cache-control")!, /no-transform/);
    const events = text.trim().split("\n\n").map((part) => part.split("\n")[0]);
    assert.deepEqual(events, [
      "retry: 1000",
      "event: standing",
      "event: standing",
      "event: verdict",
    ]);
    assert.match(text, /data: {"state":"queued","place":3}/);
    assert.match(text, /"verdict":"failed"/);
    assert(!text.includes(SECRET));
  }));

Deno.test("/api/submissions/ID/events ends when the site stops, and leaves when the page does", () =>
  onSite(async (site) => {
    const headers = await submit(site);
    let left = 0;
    site.grading.follow = (_, __, onEnd) => {
      queueMicrotask(onEnd);
      return () => left++;
    };

    assert.equal(await listen(site, headers), "retry: 1000\n\n");
    site.grading.follow = () => () => left++;
    const response = await site.get("/api/submissions/s1/events", { headers });
    await response.body?.cancel();

    assert.equal(left, 2);
  }));

Deno.test("/api/submissions/ID/events is its learner's and the instructors'", () =>
  onSite(async (site) => {
    await submit(site);
    const stranger = await submit(site, "b");
    const token = await makeInstructorToken(site.dataDir);
    const opened = await site.post("/teach/open", { body: new URLSearchParams({ token }) });
    const teacher = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };

    const path = "/api/submissions/s1/events";
    assert.equal((await site.get(path)).status, 404);
    assert.equal((await site.get(path, { headers: stranger })).status, 404);
    const response = await site.get(path, { headers: teacher });
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }));

Deno.test("/api/exercises/SLUG/draft keeps a draft, and overwrites none that nobody has seen", () =>
  onSite(async ({ get, grading }) => {
    const nothing = await (await get(DRAFT)).json();
    assert.deepEqual(nothing, { source: "", version: 0, updatedAt: null });

    const saved = await get(DRAFT, json("PUT", { source: "mine", base: 0 }));
    assert.equal(saved.status, 200);
    assert.deepEqual(Object.keys(await saved.json()), ["version", "updatedAt"]);
    const headers = { cookie: saved.headers.get("set-cookie")!.split(";")[0] };
    grading.draft = () => Promise.resolve({ source: "mine", version: 1, updatedAt: "now" });
    assert.equal((await (await get(DRAFT, { headers })).json()).source, "mine");

    grading.saveDraft = () => Promise.resolve({ source: "newer", version: 2, updatedAt: "now" });
    const stale = await get(DRAFT, json("PUT", { source: "old", base: 1 }, headers));
    assert.equal(stale.status, 409);
    const { error, draft } = await stale.json();
    assert.equal(error.code, "stale-draft");
    assert.equal(draft.source, "newer");
  }));

Deno.test("/api/exercises/SLUG/draft refuses what is no draft", () =>
  onSite(async ({ get }) => {
    for (const body of [{}, { source: 1 }, { source: "a", base: -1 }, { source: "a", base: "1" }]) {
      assert.equal((await get(DRAFT, json("PUT", body))).status, 400);
    }
    const text = { method: "PUT", body: "a", headers: { "content-type": "text/plain" } };
    assert.equal((await get(DRAFT, text)).status, 415);
    const foreign = json("PUT", { source: "a" }, { origin: "http://evil.example" });
    assert.equal((await get(DRAFT, foreign)).status, 403);
  }));

Deno.test("who asks too often, and who cannot be served now, is told when to come again", () =>
  onSite(async ({ get, grading }) => {
    const cases = [[429, "too-many", 7], [503, "storage-full", 60]] as const;
    for (const [status, code, seconds] of cases) {
      grading.submit = () => Promise.reject(new Refusal(status, code, "In our words.", seconds));

      const response = await get("/api/submissions", json("POST", { slug: "x", source: "a" }));
      assert.equal(response.status, status);
      assert.equal(response.headers.get("retry-after"), String(seconds));
      assert.deepEqual((await response.json()).error, { code, message: "In our words." });
      const body = new URLSearchParams({ slug: "x", source: "a" });
      const page = await get("/api/submissions", { method: "POST", body });
      assert.equal(page.status, status);
    }
  }));

Deno.test("no page, JSON, event or log line for learners has more than the list allows", () =>
  onSite(async (site) => {
    const headers = await submit(site);
    await submit(site, "the other learner's program");
    const [own, other] = site.grading.all;
    const secret = { deaths: SECRET, leaseOwner: SECRET };
    Object.assign(own, { state: "done", verdict: verdictWithSecrets(), ...secret });
    Object.assign(other, { state: "done", verdict: verdictWithSecrets(), ...secret });
    site.grading.follow = (_, follower) => {
      queueMicrotask(() => follower({ state: "done" }));
      return () => {};
    };

    const seen: string[] = [await listen(site, headers)];
    const paths = ["/", "/exercises", `/exercises/${EXERCISE.slug}`, "/submissions/s1"]
      .concat("/api/submissions/s1", `/api/exercises/${EXERCISE.slug}/attempts`, DRAFT)
      .concat(
        "/submissions/s1/a",
        "/submissions/s2",
        "/api/submissions/s2",
        "/teach",
        "/healthz",
        "/nowhere",
      );
    for (const path of paths) seen.push(await (await site.get(path, { headers })).text());
    seen.push(JSON.stringify(site.log));

    assert.match(seen.join("\n"), /A does not hold\./);
    assert.doesNotMatch(seen.join("\n"), new RegExp(`${SECRET}|the other learner's program`));
  }));

Deno.test("an error of ours reaches no visitor with its text", () =>
  onSite(async ({ get, grading }) => {
    const fail = () => Promise.reject(new Error(`graders/vector-clock/grader.ts: ${SECRET}`));
    Object.assign(grading, { submit: fail, submission: fail, attempts: fail, saveDraft: fail });

    const responses = [
      await get("/api/submissions", json("POST", { slug: "x", source: "a" })),
      await get("/api/submissions/s1"),
      await get("/submissions/s1"),
      await get(DRAFT, json("PUT", { source: "a" })),
    ];

    for (const response of responses) {
      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), new RegExp(`${SECRET}|graders/`));
    }
  }));
