/** Personal tokens: the page that makes them, and what they open. */
import assert from "node:assert/strict";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const PAGE = "/account/tokens";

const form = (fields: Record<string, string>, headers: HeadersInit = {}): RequestInit => ({
  body: new URLSearchParams(fields),
  headers,
});
const submission = (token: string, headers: HeadersInit = {}): RequestInit => ({
  body: JSON.stringify({ slug: EXERCISE.slug, source: "a" }),
  headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
});

/** Makes a token on the page, as a new learner. */
async function make({ post }: FakeSite): Promise<{ token: string; cookie: string; html: string }> {
  const response = await post(PAGE, form({ name: "my <laptop>" }));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const html = await response.text();
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  return { token: html.match(/truthlab_[\w-]{43}/)![0], cookie, html };
}

Deno.test("a token is shown once, and its learner is the one with the cookie", () =>
  onSite(async (site) => {
    const { token, cookie, html } = await make(site);
    const headers = { cookie };

    const response = await site.post("/api/submissions", submission(token));
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("set-cookie"), null);
    assert.equal((await site.get("/api/submissions/s1", { headers })).status, 200);
    const authorization = `Bearer ${token}`;
    const own = await site.get("/api/submissions/s1", { headers: { authorization } });
    assert.equal((await own.json()).source, "a");

    assert(!html.includes("<laptop>"));
    const later = await (await site.get(PAGE, { headers })).text();
    assert(!later.includes(token));
    assert.match(later, /my &lt;laptop>/);
    assert.match(later, /last used/);
    assert(!JSON.stringify(site.log).includes(token));
  }));

Deno.test("a token of who had no account opens none: somebody else may have kept it", () =>
  onSite(async (site) => {
    const account = { name: "Ada", email: "ada@example.org", password: "a few plain words" };
    const isGood = async (token: string) =>
      (await site.post("/api/submissions", submission(token))).status === 201;

    // Somebody makes one in a browser, then another signs up there, or signs in.
    const before = await make(site);
    assert.ok(await isGood(before.token));
    const signedUp = await site.post("/account/sign-up", form(account, { cookie: before.cookie }));
    assert.equal(signedUp.status, 303);
    assert.ok(!await isGood(before.token));
    const again = await make(site);
    assert.ok(await isGood(again.token));
    const signedIn = await site.post("/account/sign-in", form(account, { cookie: again.cookie }));
    assert.equal(signedIn.status, 303);
    assert.ok(!await isGood(again.token));

    // What is made in the account stays.
    const cookie = signedIn.headers.getSetCookie().find((each) => each.startsWith("session="))!
      .split(";")[0];
    const own = await site.post(PAGE, form({ name: "own" }, { cookie }));
    const [token] = (await own.text()).match(/truthlab_[\w-]{43}/)!;
    assert.ok(await isGood(token));
    await site.post("/account/sign-in", form(account));
    assert.ok(await isGood(token));
  }));

Deno.test("a revoked token opens nothing, and others' cannot be revoked", () =>
  onSite(async (site) => {
    const { token, cookie } = await make(site);
    const name = "my <laptop>";

    await site.post(PAGE, form({ revoke: name }));
    assert.equal((await site.post("/api/submissions", submission(token))).status, 201);
    const revoked = await site.post(PAGE, form({ revoke: name }, { cookie }));
    assert.equal(revoked.status, 303);
    const refused = await site.post("/api/submissions", submission(token));
    assert.equal(refused.status, 401);
    assert.equal(refused.headers.get("www-authenticate"), "Bearer");
    const { error } = await refused.json();
    assert.equal(error.code, "unauthorized");
    assert.match(error.message, /revoked/);
  }));

Deno.test("a token makes no other token, opens no page, and lends nothing to cookies", () =>
  onSite(async (site) => {
    const { token } = await make(site);
    const stranger = await make(site);
    const headers = { authorization: `Bearer ${token}` };

    for (const path of [PAGE, "/teach", "/exercises", "/api/../account/tokens"]) {
      assert.equal((await site.get(path, { headers })).status, 403, path);
    }
    assert.equal((await site.post(PAGE, form({ name: "more" }, headers))).status, 403);
    await site.post("/api/submissions", submission(token, { cookie: stranger.cookie }));
    const asStranger = { headers: { cookie: stranger.cookie } };
    assert.equal((await site.get("/api/submissions/s1", asStranger)).status, 404);
    const foreign = submission(token, { origin: "http://evil.example" });
    assert.equal((await site.post("/api/submissions", foreign)).status, 403);
    assert.equal(
      (await site.get("/metrics", { headers: { authorization: "Bearer x" } })).status,
      404,
    );
  }));

Deno.test("who makes a token badly, twice or too often is told so", () =>
  onSite(async (site) => {
    const { cookie } = await make(site);
    const again = (name: string) => site.post(PAGE, form({ name }, { cookie }));

    const empty = await again(" ");
    assert.equal(empty.status, 422);
    assert.match(await empty.text(), /Give it a name/);
    assert.match(await (await again("my <laptop>")).text(), /already/);
    let last = await again("a");
    for (let count = 0; count < 10; count++) last = await again(`more ${count}`);
    assert.equal(last.status, 429);
    assert(Number(last.headers.get("retry-after")) > 0);
  }));
