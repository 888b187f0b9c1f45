/** The one page that shows a solution, and for whom. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { readSolutions } from "@/grading/read_solutions.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const PAGE = `/exercises/${EXERCISE.slug}/solution`;
const SENTINEL = ["truthlab", "hidden", "7f3a"].join("-");
/** Lines of the solution and of a variant that stand nowhere else. */
const OF_SOLUTION = /for \(const \[node, count\] of Object\.entries\(other\)\)/;
const OF_VARIANT = /return new VectorClock\(counts\.set\(node/;

/** Somebody who has submitted, and whose verdict is this. */
async function learnerWith({ post, db }: FakeSite, verdict: string): Promise<string> {
  const body = JSON.stringify({ slug: EXERCISE.slug, source: "let mine = 1;\n" });
  const headers = { "content-type": "application/json" };
  const response = await post("/api/submissions", { body, headers });
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  const learnerId = decodeURIComponent(cookie).match(/learner:([\w-]+)/)![1];
  const id = `real-${learnerId}`;
  const createdAt = "2026-11-25T00:00:00.000Z";
  await enqueue(db, {
    ...{ id, learnerId, learnerName: "x", slug: EXERCISE.slug, source: "", createdAt },
  });
  await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
  await finish(db, id, "worker", { verdict, score: 0, json: "{}", createdAt });
  return cookie;
}

Deno.test("the lines that are looked for are the solution's", async () => {
  const { solution, variants } = (await readSolutions(EXERCISE.slug))!;

  assert.match(solution.source, OF_SOLUTION);
  assert.ok(variants.some(({ source }) => OF_VARIANT.test(source)));
  assert.ok([solution, ...variants].every(({ source }) => !source.includes(SENTINEL)));
  // They can be pasted where a learner writes.
  assert.match(solution.source, /from "\.\/api\.ts"/);
  assert.ok([solution, ...variants].every(({ source }) => !source.includes('"@/')));
  assert.equal(await readSolutions("../solutions/vector-clock"), undefined);
});

Deno.test("who has passed sees the solution, the variants, and what leads there from their own", () =>
  onSite(async (site) => {
    const cookie = await learnerWith(site, "passed");

    const response = await site.get(PAGE, { headers: { cookie } });
    const html = await response.text();

    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const text = html.replaceAll("&lt;", "<").replaceAll("&quot;", '"');
    assert.match(text, OF_SOLUTION);
    assert.match(text, OF_VARIANT);
    assert.match(text, /<del[^>]*>-let mine = 1;/);
    assert(!html.includes(SENTINEL));
    const page = await (await site.get(`/exercises/${EXERCISE.slug}`, { headers: { cookie } }))
      .text();
    assert.match(page, new RegExp(`href="${PAGE}"`));
    assert.doesNotMatch(page, OF_SOLUTION);
  }));

Deno.test("nobody else sees any of it, on this page or another", () =>
  onSite(async (site) => {
    const failed = await learnerWith(site, "failed");
    const passed = await learnerWith(site, "passed");
    const id = site.grading.all.at(-1)!.id;

    const cases: [string, string, number][] = [
      [PAGE, "", 403],
      [PAGE, failed, 403],
      [`${PAGE}?attempt=${id}`, failed, 403],
      ["/exercises/nope/solution", passed, 404],
      ["/exercises/..%2Fvector-clock/solution", passed, 404],
      [`/exercises/${EXERCISE.slug}`, failed, 200],
      [`/exercises/${EXERCISE.slug}`, passed, 200],
      [`/submissions/${id}`, passed, 200],
      [`/api/submissions/${id}`, passed, 200],
    ];
    for (const [path, cookie, status] of cases) {
      const response = await site.get(path, { headers: { cookie } });
      const text = (await response.text()).replaceAll("&lt;", "<");
      assert.equal(response.status, status, path);
      assert.doesNotMatch(text, OF_SOLUTION, path);
      assert.doesNotMatch(text, OF_VARIANT, path);
    }
    const refused = await (await site.get(PAGE, { headers: { cookie: failed } })).text();
    assert.match(refused, /It opens once you have passed/);
  }));

Deno.test("another's attempt is not compared, whatever the address says", () =>
  onSite(async (site) => {
    const cookie = await learnerWith(site, "passed");
    await learnerWith(site, "passed");
    const other = site.grading.all.at(-1)!;
    Object.assign(other, { source: "let theirs = 1;\n" });

    const html = await (await site.get(`${PAGE}?attempt=${other.id}`, { headers: { cookie } }))
      .text();

    assert.match(html, /let mine/);
    assert.doesNotMatch(html, /let theirs/);
  }));

Deno.test("an instructor sees it without a pass", () =>
  onSite(async ({ get, post, dataDir }) => {
    const token = await makeInstructorToken(dataDir);
    const opened = await post("/teach/open", { body: new URLSearchParams({ token }) });
    const cookie = opened.headers.get("set-cookie")!.split(";")[0];

    assert.equal((await get(PAGE, { headers: { cookie } })).status, 200);
  }));
