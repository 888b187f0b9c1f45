/** The whole site, called with requests and without a socket. It needs `deno task build`. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import type { Submission } from "@/grading/open_grading.ts";
import { EXERCISE, onSite } from "@/tests/server/on_site.ts";

const json = (value: unknown): RequestInit => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
const form = (fields: Record<string, string>): RequestInit => ({
  body: new URLSearchParams(fields),
});
const cookieOf = (response: Response) => response.headers.get("set-cookie")!.split(";")[0];

Deno.test("every page answers with HTML, a title, one main heading and a strict policy", () =>
  onSite(async ({ get }) => {
    const pages = ["/", "/chapter", "/chapter/vector-clocks", "/exercises", "/teach/open"];
    for (const path of [...pages, "/exercises/vector-clock", "/about/grader", "/nowhere"]) {
      const response = await get(path);
      const html = await response.text();

      assert.equal(response.status, path === "/nowhere" ? 404 : 200, path);
      assert.match(html, /<title>[^<]+<\/title>/, path);
      assert.equal(html.match(/<h1/g)?.length, 1, path);
      const isTold = path !== "/nowhere" && path !== "/teach/open";
      const told = html.match(/<meta (?:name|property)="(?:og:)?description"/g) ?? [];
      assert.equal(told.length, isTold ? 2 : 0, path);
      assert.equal(html.match(/ style=/), null, path);
      const policy = response.headers.get("content-security-policy")!;
      assert(!policy.includes("unsafe"), policy);
      assert.match(policy, /script-src 'self' 'nonce-\w+'; style-src 'self' 'nonce-\w+';/);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
      assert.equal(response.headers.get("set-cookie"), null, `${path} sets no cookie`);
    }
  }));

Deno.test("/api/submissions takes JSON and gives a new learner a cookie", () =>
  onSite(async ({ get, post, grading }) => {
    const response = await post("/api/submissions", json({ slug: EXERCISE.slug, source: "a" }));

    assert.equal(response.status, 201);
    assert.deepEqual(await response.json(), { id: "s1", url: "/submissions/s1" });
    const headers = { cookie: cookieOf(response) };
    const own = await get("/api/submissions/s1", { headers });
    assert.equal((await own.json()).source, "a");
    assert.equal(grading.all.length, 1);
  }));

Deno.test("/api/submissions leads a posted form to the submission's page", () =>
  onSite(async ({ get, post, grading }) => {
    const fields = { slug: EXERCISE.slug, source: "let ä = `+%`;\r\nlet b;\r\n" };
    const response = await post("/api/submissions", form(fields));

    assert.equal(response.status, 303);
    const headers = { cookie: cookieOf(response) };
    const page = await (await get(response.headers.get("location")!, { headers })).text();
    assert.match(page, /Vector clocks: <span[^>]*>waiting/);
    assert.match(page, /http-equiv="refresh"/);
    assert.equal(grading.all[0].source, "let ä = `+%`;\nlet b;\n");
  }));

Deno.test("/api/submissions keeps the bytes of an uploaded file", () =>
  onSite(async ({ post, grading }) => {
    const body = new FormData();
    body.set("slug", EXERCISE.slug);
    body.set("source", new File(["let c;\n"], "c.ts"));

    const response = await post("/api/submissions", { body });

    assert.equal(response.status, 303);
    assert.equal(grading.all[0].source, "let c;\n");
  }));

Deno.test("/api/submissions refuses what it cannot read, and stores nothing", () =>
  onSite(async ({ post, get, grading }) => {
    const type = (value: string, body: string) => ({ headers: { "content-type": value }, body });
    const cases: [RequestInit, number, string][] = [
      [type("application/json", "{"), 400, "bad-request"],
      [type("application/json", "null"), 400, "bad-request"],
      [json({ slug: "vector-clock" }), 400, "bad-request"],
      [json({ slug: 1, source: "a" }), 400, "bad-request"],
      [json({ slug: "other", source: "a" }), 404, "unknown-exercise"],
      [form({ slug: "vector-clock" }), 400, "bad-request"],
      [type("text/plain", "a"), 415, "unsupported-media-type"],
      [type("multipart/form-data; boundary=x", "broken"), 400, "bad-request"],
      [json({ slug: "vector-clock", source: "a".repeat(600_000) }), 413, "too-large"],
    ];
    for (const [init, status, code] of cases) {
      const response = await post("/api/submissions", init);
      assert.equal(response.status, status, code);
      assert.equal((await response.json()).error.code, code);
    }
    const deletion = await get("/api/submissions", { method: "DELETE" });
    assert.equal(deletion.status, 405);
    assert.equal(deletion.headers.get("allow"), "POST, OPTIONS");
    const foreign = form({ slug: "vector-clock", source: "a" });
    const headers = { origin: "http://evil.example" };
    assert.equal((await post("/api/submissions", { ...foreign, headers })).status, 403);
    assert.equal(grading.all.length, 0);
  }));

Deno.test("a submission is its learner's and the instructors'", () =>
  onSite(async ({ get, post, dataDir }) => {
    await post("/api/submissions", json({ slug: EXERCISE.slug, source: "a" }));
    const other = await post("/api/submissions", json({ slug: EXERCISE.slug, source: "b" }));
    const headers = { cookie: cookieOf(other) };
    const token = await makeInstructorToken(dataDir);
    const teacher = { cookie: cookieOf(await post("/teach/open", form({ token }))) };

    for (const path of ["/submissions/s1", "/api/submissions/s1"]) {
      assert.equal((await get(path)).status, 404);
      assert.equal((await get(path, { headers })).status, 404);
      assert.equal((await get(path, { headers: teacher })).status, 200);
    }
    const attempts = await get("/api/exercises/vector-clock/attempts", { headers });
    assert.deepEqual((await attempts.json()).map(({ id }: Submission) => id), ["s2"]);
  }));

Deno.test("/teach asks for the token, and shows all submissions to who has it", () =>
  onSite(async ({ get, post, dataDir }) => {
    const token = await makeInstructorToken(dataDir);
    await post("/api/submissions", json({ slug: EXERCISE.slug, source: "let secret;" }));

    for (const path of ["/teach", "/teach/submissions", "/teach/submissions/s1"]) {
      const response = await get(path);
      assert.equal(response.status, 303);
      assert.equal(response.headers.get("location"), "/teach/open");
    }
    const wrong = await post("/teach/open", form({ token: "teach-wrong" }));
    assert.equal(wrong.status, 403);
    assert.match(await wrong.text(), /That is not the token/);

    const headers = { cookie: cookieOf(await post("/teach/open", form({ token }))) };
    const list = await (await get("/teach/submissions", { headers })).text();
    assert.match(list, /Quiet Heron 42/);
    assert.match(await (await get("/teach/submissions/s1", { headers })).text(), /let secret;/);
  }));

Deno.test("/theme keeps the choice and leads back, to this site only", () =>
  onSite(async ({ get, post }) => {
    const response = await post("/theme", form({ theme: "dark", from: "/exercises" }));

    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), "/exercises");
    const headers = { cookie: cookieOf(response) };
    assert.match(await (await get("/", { headers })).text(), /<html lang="en" data-theme="dark"/);
    const away = await post("/theme", form({ theme: "dark", from: "https://evil.example/" }));
    assert.equal(away.headers.get("location"), "/");
    assert.equal((await post("/theme", form({ theme: "pink" }))).status, 400);
  }));

Deno.test("the log has one line a request, without query, cookie or source", () =>
  onSite(async ({ get, post, log }) => {
    await get("/chapter?private=1", { headers: { cookie: "learner=secret-cookie" } });
    await post("/api/submissions", json({ slug: EXERCISE.slug, source: "secret-source" }));
    await get("/nowhere");

    const seen = log.map(({ method, path, status }) => `${method} ${path} ${status}`);
    assert.deepEqual(seen, ["GET /chapter 200", "POST /api/submissions 201", "GET /nowhere 404"]);
    assert(!/private|secret/.test(JSON.stringify(log)));
  }));

Deno.test("an address as long as headers may be is cut in the log", () =>
  onSite(async ({ get, log }) => {
    const response = await get(`/${"a".repeat(50_000)}`);

    assert.equal(response.status, 404);
    assert(String(log[0].path).length <= 300);
  }));

Deno.test("a fault of ours is logged, named on the page, and otherwise kept to ourselves", () =>
  onSite(async ({ get, grading, log }) => {
    grading.exercises = () => Promise.reject(new Error("inner detail"));

    const response = await get("/exercises");

    const html = await response.text();
    assert.equal(response.status, 500);
    assert(!html.includes("inner detail"));
    assert(html.includes(String(log[0].id)));
    assert.match(String(log[0].error), /inner detail/);
  }));

Deno.test("/healthz says whether submissions are taken", () =>
  onSite(async ({ get, grading }) => {
    assert.equal((await get("/healthz")).status, 200);

    grading.ready = () => Promise.resolve({ ok: false, waiting: 9 });

    assert.equal((await get("/healthz")).status, 503);
  }));
