/** Hints: one at a time, written down, with and without a script. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { listHints } from "@/db/hints.ts";
import { EXERCISE, onSite } from "@/tests/server/on_site.ts";

const URL_OF_HINTS = `/api/exercises/${EXERCISE.slug}/hints`;
const PAGE = `/exercises/${EXERCISE.slug}`;
/** Words of each hint, in order. */
const WORDS = [/two yes-or-no answers/i, /a name that may be missing/i, /keep the larger count/i];

const json = (value: unknown, cookie = ""): RequestInit => ({
  headers: { "content-type": "application/json", cookie },
  body: JSON.stringify(value),
});
const form = (number: number, cookie = ""): RequestInit => ({
  headers: { cookie },
  body: new URLSearchParams({ number: String(number) }),
});
const cookieOf = (response: Response) => response.headers.get("set-cookie")!.split(";")[0];

Deno.test("no hint is on the page before it was asked for, and the next one comes after it", () =>
  onSite(async ({ get, post, db }) => {
    const before = await (await get(PAGE)).text();
    for (const words of WORDS) assert.doesNotMatch(before, words);

    const first = await post(URL_OF_HINTS, form(1));
    assert.equal(first.status, 303);
    assert.equal(first.headers.get("location"), `${PAGE}#hint-1`);
    const cookie = cookieOf(first);
    const page = await (await get(PAGE, { headers: { cookie } })).text();
    assert.match(page, WORDS[0]);
    assert.doesNotMatch(page, WORDS[1]);
    assert.match(page, /id="hint-1"/);

    const early = await post(URL_OF_HINTS, json({ number: 3 }, cookie));
    assert.equal(early.status, 409);
    assert.equal((await early.json()).error.code, "hint-before");
    const second = await post(URL_OF_HINTS, json({ number: 2 }, cookie));
    const { shown, of } = await second.json();
    assert.equal(of, 3);
    assert.equal(shown.length, 2);
    assert.match(shown[1], WORDS[1]);
    const stored = await db.selectFrom("hints").select(["learner_id", "number"]).execute();
    assert.deepEqual(stored.map(({ number }) => number).sort(), [1, 2]);
    assert.deepEqual(await listHints(db, "somebody", EXERCISE.slug), []);
  }));

Deno.test("a path that leads to an exercise is not its name: no hint is read unseen by it", () =>
  onSite(async ({ post, db }) => {
    for (const path of [".%2f", "..%2fexercises%2f", "%00", "a".repeat(300)]) {
      const url = `/api/exercises/${path}${EXERCISE.slug}/hints`;

      assert.equal((await post(url, json({ number: 1 }))).status, 404, path);
    }
    assert.deepEqual(await db.selectFrom("hints").selectAll().execute(), []);
  }));

Deno.test("instructors see which hints were opened, and whether that was before", () =>
  onSite(async ({ get, post, dataDir, grading }) => {
    const submission = { slug: EXERCISE.slug, source: "a" };
    const cookie = cookieOf(await post("/api/submissions", json(submission)));
    Object.assign(grading.all[0], { createdAt: "2000-01-01T00:00:00.000Z" });
    await post(URL_OF_HINTS, form(1, cookie));
    const token = await makeInstructorToken(dataDir);
    const opened = await post("/teach/open", { body: new URLSearchParams({ token }) });
    const teacher = { cookie: cookieOf(opened) };
    const look = async () =>
      await (await get("/teach/submissions/s1", { headers: teacher })).text();

    assert.match(await look(), /Hint 1<[^]*opened[^]*, after this submission/);
    Object.assign(grading.all[0], { createdAt: "2999-01-01T00:00:00.000Z" });
    const later = await look();
    assert.match(later, /Hint 1</);
    assert.doesNotMatch(later, /after this submission/);
  }));

Deno.test("what is no hint is refused, and nobody sees another's", () =>
  onSite(async ({ get, post }) => {
    const { headers } = await post(URL_OF_HINTS, form(1));
    assert.ok(headers.get("set-cookie"));
    for (const number of [0, 4, 1.5, "x", null]) {
      const status = (await post(URL_OF_HINTS, json({ number }))).status;
      assert.equal(status, 404, String(number));
    }
    assert.equal((await post("/api/exercises/nope/hints", json({ number: 1 }))).status, 404);
    const foreign = { ...form(1), headers: { origin: "http://evil.example" } };
    assert.equal((await post(URL_OF_HINTS, foreign)).status, 403);
    assert.doesNotMatch(await (await get(PAGE)).text(), WORDS[0]);
  }));
